:after_value
