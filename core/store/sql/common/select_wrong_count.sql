SELECT requestor, state, visible, sum(kept), sum(counted)
FROM (SELECT tenant, requestor, state, visible, requests AS kept, 0 AS counted FROM request_count
      UNION ALL SELECT tenant, requestor, state, CASE WHEN authorized_at IS NULL THEN 0 ELSE 1 END, 0, 1 FROM request WHERE tenant = :tenant) AS rows_and_counts
GROUP BY tenant, requestor, state, visible HAVING sum(kept) <> sum(counted) LIMIT 1
