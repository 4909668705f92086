INSERT INTO request_search (rowid, reference, service, reason, requestor)
SELECT key, reference, service, reason, requestor FROM request WHERE key > :after AND key <= :upto ORDER BY key
