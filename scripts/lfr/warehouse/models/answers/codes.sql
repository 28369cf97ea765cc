-- Purposes and use cases in the key of each document. One row = one line of a key; `meaning` is NULL where nobody has looked at it.
SELECT codes.source_id, codes.page, codes.reference, known.code_list, known.printed_as, known.meaning, known.note
FROM raw.codes AS codes
LEFT JOIN raw.purpose_codes AS known USING (text_sha256_16)
