SELECT min(seq), max(seq) FROM event WHERE tenant = :tenant AND {times}
