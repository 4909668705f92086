CREATE VIRTUAL TABLE request_search USING fts5 (reference, service, reason, requestor, content = '', detail = none, prefix = '1 2 3 4 5 6 7 8 9 10', tokenize = 'unicode61 remove_diacritics 2');

INSERT INTO request_search (rowid, reference, service, reason, requestor) SELECT key, reference, service, reason, requestor FROM request;
