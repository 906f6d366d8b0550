:put [:convert transform=md5 "poolkeeper"]
:put [:pick [:convert transform=sha256 "poolkeeper"] 0 16]
:put [:convert to=base64 "admin:secret"]
:put [:convert from=base64 "YWRtaW46c2VjcmV0" to=raw]
