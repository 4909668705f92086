INSERT INTO event (tenant, seq, at, kind, request, body) VALUES (:tenant, :seq, :at, :kind, :request, :body)
