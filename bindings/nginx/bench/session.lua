-- What one would write for lua-nginx-module: finds the cookie, checks the MAC of the same token and its expiry. It does
-- not decode the session, so it does less than the module.
local ffi = require "ffi"
local C = ffi.C

ffi.cdef [[
typedef struct evp_md_st EVP_MD;
const EVP_MD *EVP_sha256(void);
unsigned char *HMAC(const EVP_MD *md, const void *key, int key_len, const unsigned char *data, size_t len,
                    unsigned char *out, unsigned int *out_len);
]]

local session = {}
local tag = ffi.new("unsigned char[32]")
local tag_len = ffi.new("unsigned int[1]")
local key = (("@MAC_KEY@"):gsub("..", function(pair) return string.char(tonumber(pair, 16)) end))

local function same(one, two)
    local difference = 0
    for i = 1, 32 do
        difference = bit.bor(difference, bit.bxor(one:byte(i), two:byte(i)))
    end
    return difference == 0
end

function session.check()
    local token = ngx.var.cookie_session_id
    if not token then
        return ngx.exit(401)
    end
    token = token:gsub("-", "+"):gsub("_", "/")
    local raw = ngx.decode_base64(token .. ("="):rep(-#token % 4))
    if not raw or #raw < 60 then
        return ngx.exit(401)
    end
    local input = "\132\100MAC0" .. raw:sub(3, 12) .. "\64" .. raw:sub(14, -35)
    C.HMAC(C.EVP_sha256(), key, 32, input, #input, tag, tag_len)
    local a, b, c, d = raw:byte(19, 22)
    local expires = ((a * 256 + b) * 256 + c) * 256 + d
    if not same(ffi.string(tag, 32), raw:sub(-32)) or expires <= ngx.time() then
        return ngx.exit(401)
    end
end

return session
