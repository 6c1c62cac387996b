"""Letters to followers: asked for by the blogger, planned after a countdown, each sent once."""
