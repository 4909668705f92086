SELECT seq FROM event WHERE tenant = :tenant AND {times} AND seq {behind} :edge ORDER BY at {against} LIMIT 1
