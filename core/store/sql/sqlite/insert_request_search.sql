INSERT INTO request_search (rowid, reference, service, reason, requestor) VALUES (:key, :reference, :service, :reason, :requestor)
