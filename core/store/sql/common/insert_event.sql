INSERT INTO event (tenant, seq, at, kind, request, body, leaf_hash) VALUES (:tenant, :seq, :at, :kind, :request, :body, :leaf_hash)
