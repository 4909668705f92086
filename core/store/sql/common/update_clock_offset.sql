UPDATE tenant SET clock_offset = :offset WHERE key = :tenant AND demo = 1
