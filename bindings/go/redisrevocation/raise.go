// The one script, small because Redis does nothing else while it runs.

package redisrevocation

import "github.com/redis/go-redis/v9"

// raise sets KEYS[1] to ARGV[1] unless a later time stands there, and lets it live for ARGV[2] seconds, or longer where
// it was to live longer: a service with a shorter longest lifetime, or a clock that is behind, takes nothing away.
// A value that is no time is overwritten, since nothing is known of what it was to refuse.
var raise = redis.NewScript(`
local text = redis.call('GET', KEYS[1])
local stood = text and #text <= 12 and string.match(text, '^%d+$') and tonumber(text)
local ttl = math.max(redis.call('TTL', KEYS[1]), tonumber(ARGV[2]))
local at = ARGV[1]
if stood and stood > tonumber(at) then
  at = text
end
redis.call('SET', KEYS[1], at, 'EX', ttl)
return at
`)
