-- How a printed cell becomes a value. A cell that does not read becomes NULL, and the check
-- unreadable_cells shows it: nothing is guessed, and nothing that software might guess is left to it.

-- "21,940" -> 21940; "N/A" -> NULL
CREATE MACRO read_count(cell) AS
  CASE WHEN regexp_full_match(cell, '\d{1,3}(,\d{3}){1,2}|\d{1,9}') THEN replace(cell, ',', '')::INTEGER END;

-- "06/04/23" -> 2023-04-06. The format is always given: left to guess, the reader takes 06 for the year.
CREATE MACRO read_date(cell) AS
  CASE
    WHEN regexp_full_match(cell, '\d{2}/\d{2}/\d{2}') THEN try_strptime(cell, '%d/%m/%y')::DATE
    WHEN regexp_full_match(cell, '\d{2}/\d{2}/\d{4}') THEN try_strptime(cell, '%d/%m/%Y')::DATE
    WHEN regexp_full_match(cell, '\d{4}-\d{2}-\d{2}') THEN try_strptime(cell, '%Y-%m-%d')::DATE
  END;

-- A date in the form that a layout names. A year of two digits where the form has four is no date.
CREATE MACRO read_day(cell, form) AS
  CASE WHEN year(try_strptime(cell, form)) BETWEEN 2000 AND 2099 THEN try_strptime(cell, form)::DATE END;

-- "5h03m", "4hr 47m", "8h 0m", "5h40", "5:40", "45m" -> minutes
CREATE MACRO read_minutes(cell) AS
  CASE
    WHEN regexp_full_match(lower(cell), '\d{1,2}\s*(h|hr|hrs|hour|hours|:)\s*(\d{1,2}\s*(m|min|mins|minutes|:00)?)?')
      THEN regexp_extract(cell, '^(\d{1,2})', 1)::INTEGER * 60
         + coalesce(nullif(regexp_extract(lower(cell), '^\d{1,2}\s*[a-z:]+\s*(\d{1,2})', 1), '')::INTEGER, 0)
    WHEN regexp_full_match(lower(cell), '\d{1,2}\s*(m|min|mins|minutes)')
      THEN regexp_extract(cell, '^(\d{1,2})', 1)::INTEGER
  END;

-- "3.5" -> 3.500
CREATE MACRO read_number(cell) AS
  CASE WHEN regexp_full_match(cell, '\d{1,6}(\.\d{1,3})?') THEN cell::DECIMAL(9, 3) END;

-- "0.64" -> 0.640
CREATE MACRO read_decimal(cell) AS
  CASE WHEN regexp_full_match(cell, '0?\.\d{1,3}|0|1(\.0{1,3})?') THEN cell::DECIMAL(4, 3) END;

-- "0.08%" -> 0.08 (per cent, as printed)
CREATE MACRO read_percent(cell) AS
  CASE WHEN regexp_full_match(cell, '(\d{1,2}(\.\d{1,6})?|100(\.0{1,6})?)\s*%') THEN trim(replace(cell, '%', ''))::DECIMAL(9, 6) END;

-- Whether a cell reads as the kind of its column (records/layouts.toml).
CREATE MACRO reads_as(kind, cell) AS
  CASE kind
{{ reads_as }}
    ELSE true
  END;

-- A name as printed; 'not recorded' where the cell holds nothing that can be seen.
CREATE MACRO read_name(cell) AS CASE WHEN regexp_matches(cell, '[^\p{Z}\p{C}]') THEN cell ELSE 'not recorded' END;

-- What a publisher prints where a number was not recorded (records/layouts.py, and a layout's own words).
CREATE MACRO says_not_recorded(cell) AS lower(cell) IN ({{ not_recorded }});

-- How many deployments of a group stand in a version, and what they add up to: of none 0, of some that print no number NULL.
CREATE MACRO count_in(wanted, version) AS (count(*) FILTER (WHERE version = wanted))::INTEGER;
CREATE MACRO sum_in(wanted, version, number) AS
  CASE WHEN count(*) FILTER (WHERE version = wanted) = 0 THEN 0 ELSE sum(number) FILTER (WHERE version = wanted) END::INTEGER;

-- A name without what is written in two ways and read as one (ligatures, letters with a stroke), and without apostrophes and what
-- cannot be seen. The same as in curated/rules.py.
CREATE MACRO seen_name(printed) AS regexp_replace(
  replace(replace(replace(replace(replace(replace(replace(replace(translate(
    lower(nfc_normalize(printed)), 'øłđı', 'oldi'), 'ﬃ', 'ffi'), 'ﬄ', 'ffl'), 'ﬀ', 'ff'), 'ﬁ', 'fi'), 'ﬂ', 'fl'), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'),
  '[’‘''`´ʼ′\p{Cf}\x{034f}\x{115f}\x{1160}\x{3164}\x{ffa0}]+', '', 'g'
);

-- The key under which a printed place is looked up: "Tooting B’Way" and "Tooting B’way" are one, and so are "Café" and "Cafe". Accents
-- stay where a letter is not Latin: there they may be the difference between two words. A name without letter or digit is its own key.
CREATE MACRO place_key(printed) AS coalesce(
  nullif(list_transform([seen_name(printed)], lambda seen: trim(regexp_replace(
    CASE WHEN regexp_matches(strip_accents(seen), '[^a-z\P{L}]') THEN seen ELSE strip_accents(seen) END,
    '[^\p{L}\p{N}]+', ' ', 'g')))[1], ''),
  printed
);

-- The addresses that a name may have, the best first; all follow from the name alone, so that no other name can move it.
-- The first is its letters and digits ("Ealing B’way Stn" -> "ealing-bway-stn": nothing but a-z, 0-9 and single hyphens), where these
-- say the whole name and are no other page's address ("index") and no marked one; otherwise its letters with a mark: digits of a
-- checksum, which two names do not share. What is used more than once is named by a lambda: a macro writes out each use, and these
-- within each other took more time to plan than all counts.
CREATE MACRO name_addresses(name) AS
  list_transform([place_key(name)], lambda key:
    list_transform([trim(regexp_replace(strip_accents(key), '[^a-z0-9]+', '-', 'g'), '-')], lambda part:
      CASE WHEN part = replace(key, ' ', '-') AND length(part) BETWEEN 1 AND 100
             AND part <> 'index' AND NOT regexp_matches(part, '-([0-9a-f]{8}|[0-9a-f]{32})$')
           THEN [part] ELSE [] END
      || list_transform([8, 32], lambda mark: rtrim(left(coalesce(nullif(part, ''), 'name'), 60), '-') || '-' || left(md5(key), mark))
    )[1]
  )[1];

-- The same day of another year; of 29 February the 28th, where that year has none.
CREATE MACRO same_day(day, other_year) AS
  make_date(other_year, month(day), least(day(day), day(last_day(make_date(other_year, month(day), 1)))));

-- Wilson score interval at 95% for k of n (Wilson 1927; works at 0 and for small n).
CREATE MACRO wilson_lower(k, n) AS
  CASE WHEN k = 0 AND n > 0 THEN 0.0 WHEN n > 0 THEN greatest(0,
    ((k / n) + 1.959964 * 1.959964 / (2 * n)
      - 1.959964 * sqrt((k / n) * (1 - k / n) / n + 1.959964 * 1.959964 / (4.0 * n * n)))
    / (1 + 1.959964 * 1.959964 / n)) END;
CREATE MACRO wilson_upper(k, n) AS
  CASE WHEN k = n AND n > 0 THEN 1.0 WHEN n > 0 THEN least(1,
    ((k / n) + 1.959964 * 1.959964 / (2 * n)
      + 1.959964 * sqrt((k / n) * (1 - k / n) / n + 1.959964 * 1.959964 / (4.0 * n * n)))
    / (1 + 1.959964 * 1.959964 / n)) END;
