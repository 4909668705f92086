SELECT sum(size) FROM log
