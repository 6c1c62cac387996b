"""Who follows what by mail. How a follower's letters are sent is `deliveries`."""
