INSERT INTO notice (tenant, kind, request, body) VALUES (:tenant, :kind, :request, :body)
{returning_key}
