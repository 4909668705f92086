SELECT requestor, state, visible, sum(kept), sum(counted)
FROM (SELECT requestor, state, visible, requests AS kept, 0 AS counted FROM request_count WHERE tenant = :tenant
      UNION ALL SELECT requestor, state, authorized_at IS NOT NULL, 0, 1 FROM request WHERE tenant = :tenant) AS both
GROUP BY requestor, state, visible HAVING sum(kept) <> sum(counted) LIMIT 1
