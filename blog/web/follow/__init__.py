"""Following by mail, for readers: no session and no cookie; links and a form carry all there is."""
