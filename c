11|c|q|a|DID|2
12|c|q|a|DID|3
