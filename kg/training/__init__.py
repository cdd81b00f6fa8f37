"""Gold → weights. Needs numpy and scipy (extra `train`); nothing that reads letters imports it."""
