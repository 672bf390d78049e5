"""What an answer says of itself to caches: the browser's, a proxy's, ours."""

#: It is the same for everybody who reads the same language, and for some minutes.
FOR_EVERYBODY = {"cache-control": "public, max-age=300", "vary": "accept-language"}
