CREATE VIRTUAL TABLE request_search USING fts5 (reference, service, reason, requestor, content = '', detail = none, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2');

INSERT INTO request_search (rowid, reference, service, reason, requestor) SELECT key, reference, service, reason, requestor FROM request;
