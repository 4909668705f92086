reference = :reference
