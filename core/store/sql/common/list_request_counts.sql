SELECT state, sum(requests) FROM request_count WHERE tenant = :tenant AND {count_visibility} GROUP BY state
