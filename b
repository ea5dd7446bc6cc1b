50000|c|q|a|DID|1
