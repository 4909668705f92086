SELECT requestor, state, visible, sum(kept), sum(counted)
FROM (SELECT tenant, requestor, state, visible, requests AS kept, 0 AS counted FROM request_count
      UNION ALL SELECT tenant, requestor, state, authorized_at IS NOT NULL, 0, 1 FROM request WHERE tenant = :tenant) AS both
GROUP BY tenant, requestor, state, visible HAVING sum(kept) <> sum(counted) LIMIT 1
