SELECT seq FROM (SELECT {edge}({off_index}seq) AS seq FROM event WHERE tenant = :tenant AND {times}) AS edge WHERE seq IS NOT NULL
