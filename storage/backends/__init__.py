"""One engine a file; each passes the contract suite."""
