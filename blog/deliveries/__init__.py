"""Letters to followers: asked for by the blogger, planned after a countdown, each sent once.

A post reaches a follower by one row (models.Telling), written before any letter is. Only
`commands.announce` makes a delivery: importing, back-dating and publishing again never do.
"""
