INSERT INTO request_count (tenant, requestor, state, visible, requests) VALUES (:tenant, :requestor, :state, :visible, :delta)
ON CONFLICT (tenant, requestor, state, visible) DO UPDATE SET requests = request_count.requests + excluded.requests
