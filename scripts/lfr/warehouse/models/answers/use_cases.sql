-- Deployments by use case, in each year of which the records print use cases. One row = one use case in one year; 0 is one that
-- stands in the record's key and that no deployment has. first_date and last_date are those of all deployments with a use case.
WITH used AS (
  SELECT publisher, use_case, deployment_year AS year, deployment_date
  FROM core.deployments
  WHERE use_case IS NOT NULL
),
in_keys AS (
  SELECT DISTINCT used.publisher, others.printed_as AS use_case
  FROM used
  JOIN answers.codes AS codes ON codes.printed_as = used.use_case
  JOIN answers.codes AS others USING (code_list)
),
named AS (
  SELECT publisher, use_case FROM in_keys
  UNION
  SELECT publisher, use_case FROM used
),
years AS (
  SELECT DISTINCT publisher, year FROM used
),
days AS (
  SELECT publisher, min(deployment_date) AS first_date, max(deployment_date) AS last_date
  FROM used
  GROUP BY publisher
),
counted AS (
  SELECT publisher, use_case, year, count(*)::INTEGER AS deployments
  FROM used
  GROUP BY ALL
)
SELECT
  named.publisher, named.use_case, years.year, coalesce(counted.deployments, 0) AS deployments, days.first_date, days.last_date,
  sum(coalesce(counted.deployments, 0)) OVER (PARTITION BY named.publisher, named.use_case)::INTEGER AS all_deployments
FROM named
JOIN years USING (publisher)
JOIN days USING (publisher)
LEFT JOIN counted ON counted.publisher = named.publisher AND counted.use_case = named.use_case AND counted.year = years.year
