/*
 libcello_session: signed session cookies.

 A session is a small map (user_id = "123"), a random id and an expiry, made into one cookie-safe
 string that only the holders of a secret can make, and that anyone with the secret can check: in
 any server and any language, with no store and no network. The owner of a session can read it;
 nobody can change it.

 Example: who is this? (config and signer once, when the server starts; the rest for each request)

     cello_session_config config;
     cello_session_signer signer;
     cello_session session;
     const char *user;
     size_t user_len;

     if (cello_session_config_init(&config, sizeof config, CELLO_SESSION_ABI_VERSION) != CELLO_SESSION_OK)
       return 1;
     config.signing_secret = secret;
     config.signing_secret_len = secret_len;
     if (cello_session_signer_init(&signer, &config) != CELLO_SESSION_OK)
       return 1;

     if (cello_session_cookie_read(&signer, header, header_len, now, &session) == CELLO_SESSION_OK &&
         cello_session_get_text(&session, CELLO_SESSION_STR("user_id"), &user, &user_len) == CELLO_SESSION_OK)
       printf("%.*s\n", (int)user_len, user);
     else
       printf("nobody\n");

 Contract, for all functions

 - The library never allocates, frees, reads a clock, draws random bytes, prints, or keeps a pointer
   after a call returns. It has no state of its own and nothing to initialise, but for one byte that
   remembers whether the processor has instructions for SHA-256. It needs memcpy, memset, memmove and
   memcmp of the platform and nothing else (on arm64 getauxval too).
 - Objects (cello_session_signer, cello_session) live in memory of the caller, on a stack, in an
   array, in a pool. They may be copied and moved. All-zero memory is an object that is not
   initialised: its use is answered with CELLO_SESSION_NOT_INITIALISED. There is nothing to free;
   each copy of a signer is wiped when it is done with.
 - const T * arguments may be shared by threads; T * arguments are the call's alone while it runs.
 - Every pointer is checked. NULL with length 0 is empty input; any other NULL is
   CELLO_SESSION_NULL_ARGUMENT. A misaligned object, an input that lies inside of the object that is
   changed, and an output that overlaps another argument are CELLO_SESSION_INVALID_ARGUMENT. Of
   several mistakes in one call, one is told.
 - Outputs may be uninitialised memory, and a call that fails leaves them as they were, but for one:
   the session that cello_session_begin, _verify and _cookie_read write holds no session unless the
   call said CELLO_SESSION_OK.
 - A status is CELLO_SESSION_OK, 0, or a negative number; the numbers are frozen.
   CELLO_SESSION_MISSING, _REJECTED, _EXPIRED and _NOT_YET_VALID are ordinary events in a server's
   day: treat them as an empty session.
 - Text is UTF-8 or ASCII with a length, without a NUL, but for what cello_session_version,
   _status_name and _status_message return.
 - Flags are uint8_t, 0 or 1. Reserved fields are 0. Times are uint64_t seconds and come from the
   caller, as do random session ids.
 - Structs that have a size argument grow at their end only; a program that was compiled against an
   older header goes on working with a newer library of the same ABI version.

 Functions

   version, sizes   cello_session_version, _abi_version, _status_name, _status_message, and one for
                    each size and bound
   configuration    cello_session_config_init, _signer_init, _signer_wipe
   a session        cello_session_begin, _verify, _cookie_read, _wipe
   reading          cello_session_get, _get_text, _get_bytes, _get_json, _get_int, _get_bool,
                    _entries, _describe
   changing         cello_session_set_text, _set_bytes, _set_json, _set_int, _set_bool, _set_null,
                    _replace, _remove, _clear, _rotate_id, _login, _set_lifetime
   writing          cello_session_sign, _cookie_write, _cookie_write_deletion

 This file is made from the library's sources by cbindgen (`make header`): changes made here are
 lost.
 */

#ifndef CELLO_SESSION_H
#define CELLO_SESSION_H


#include <stddef.h>
#include <stdint.h>

/* The version that this header belongs to; cello_session_version tells the library's. */
#define CELLO_SESSION_VERSION "0.1.0"

/* Most answers must not be ignored. Define this macro as nothing to be free of the warnings. */
#ifndef CELLO_SESSION_NODISCARD
#  if defined(__cplusplus)
#    if __cplusplus >= 201703L
#      define CELLO_SESSION_NODISCARD [[nodiscard]]
#    endif
#  elif defined(__STDC_VERSION__)
#    if __STDC_VERSION__ >= 202000L
#      define CELLO_SESSION_NODISCARD [[nodiscard]]
#    endif
#  endif
#  ifndef CELLO_SESSION_NODISCARD
#    define CELLO_SESSION_NODISCARD
#  endif
#endif

/* A string literal as two arguments, text and length:
   cello_session_remove(&session, CELLO_SESSION_STR("user_id")); */
#define CELLO_SESSION_STR(literal) ("" literal ""), (sizeof("" literal "") - 1)

#if UINTPTR_MAX > 0xffffffffu
#  define CELLO_SESSION_64_BIT_POINTERS
#endif

#ifdef __cplusplus
extern "C" {
#endif


/*
 What a program hands to cello_session_config_init; it grows only when programs must be compiled
 anew.
 */
#define CELLO_SESSION_ABI_VERSION 1

/*
 Done.
 */
#define CELLO_SESSION_OK 0

/*
 A pointer is NULL that may not be. Input of length 0 may be NULL.
 */
#define CELLO_SESSION_NULL_ARGUMENT -1

/*
 The signer or the session was never set up, or was wiped, or the call that should have written it
 failed.
 */
#define CELLO_SESSION_NOT_INITIALISED -2

/*
 The program was compiled against a header that this library does not serve.
 */
#define CELLO_SESSION_ABI_MISMATCH -3

/*
 An argument is misaligned, overlaps what the call writes, or has a value that the function's
 comment rules out.
 */
#define CELLO_SESSION_INVALID_ARGUMENT -4

/*
 The output buffer is too small; cello_session_describe tells the length.
 */
#define CELLO_SESSION_BUFFER_TOO_SMALL -5

/*
 A secret has fewer than 32 or more than 1024 bytes.
 */
#define CELLO_SESSION_SECRET_LENGTH -20

/*
 Two of the secrets are the same, or cannot be told apart by their key ids.
 */
#define CELLO_SESSION_SECRET_DUPLICATE -21

/*
 More than 7 accepted secrets.
 */
#define CELLO_SESSION_TOO_MANY_SECRETS -22

/*
 The cookie's name is empty, longer than 64 bytes, or no token of RFC 6265.
 */
#define CELLO_SESSION_COOKIE_NAME -23

/*
 The path does not begin with a slash, is longer than 255 bytes, or has a character that a cookie
 may not have.
 */
#define CELLO_SESSION_COOKIE_PATH -24

/*
 The domain is longer than 253 bytes or is not a host name.
 */
#define CELLO_SESSION_COOKIE_DOMAIN -25

/*
 same_site is none of the three CELLO_SESSION_SAME_SITE numbers.
 */
#define CELLO_SESSION_SAME_SITE_VALUE -26

/*
 SameSite=None without Secure: browsers would drop the cookie.
 */
#define CELLO_SESSION_SAME_SITE_NONE_NEEDS_SECURE -27

/*
 Partitioned without Secure: browsers would drop the cookie.
 */
#define CELLO_SESSION_PARTITIONED_NEEDS_SECURE -28

/*
 A name that begins with __Host- needs Secure, the path "/" and no domain.
 */
#define CELLO_SESSION_HOST_PREFIX -29

/*
 A name that begins with __Secure- needs Secure.
 */
#define CELLO_SESSION_SECURE_PREFIX -30

/*
 max_age_s is 0 or more than 400 days.
 */
#define CELLO_SESSION_MAX_AGE -31

/*
 longest_max_age_s is less than max_age_s or more than 400 days.
 */
#define CELLO_SESSION_LONGEST_MAX_AGE -32

/*
 absolute_max_age_s is less than max_age_s.
 */
#define CELLO_SESSION_ABSOLUTE_MAX_AGE -33

/*
 A key has no byte or more than 128.
 */
#define CELLO_SESSION_KEY_LENGTH -50

/*
 A key is not UTF-8.
 */
#define CELLO_SESSION_KEY_ENCODING -51

/*
 A text is not UTF-8, or JSON is not what RFC 8259 allows, or is JSON that another kind is there
 for.
 */
#define CELLO_SESSION_VALUE_ENCODING -52

/*
 The map has no room for this, in entries or in bytes.
 */
#define CELLO_SESSION_FULL -53

/*
 The session has no such key.
 */
#define CELLO_SESSION_NOT_FOUND -54

/*
 The key is there, with a value of another kind.
 */
#define CELLO_SESSION_WRONG_KIND -55

/*
 A time is beyond the year 9999 (milliseconds, perhaps), or a lifetime is 0 or longer than the
 longest allowed.
 */
#define CELLO_SESSION_TIME_RANGE -56

/*
 A session from another signer does not fit into the cookie of this one.
 */
#define CELLO_SESSION_TOO_LARGE -70

/*
 The visitor's session is over: an ordinary event.
 */
#define CELLO_SESSION_EXPIRED -100

/*
 The token is from the future, by more than the leeway: the clocks of two hosts differ.
 */
#define CELLO_SESSION_NOT_YET_VALID -101

/*
 The token was not made by these secrets for this cookie, or is no token at all: an ordinary event.
 */
#define CELLO_SESSION_REJECTED -102

/*
 The request has no cookie of this name: an ordinary event.
 */
#define CELLO_SESSION_MISSING -103

/*
 Bytes of a cello_session_signer.
 */
#define CELLO_SESSION_SIGNER_SIZE 4096

/*
 Bytes of a cello_session.
 */
#define CELLO_SESSION_SESSION_SIZE 3328

#if defined(CELLO_SESSION_64_BIT_POINTERS)
/*
 Bytes of a cello_session_config.
 */
#define CELLO_SESSION_CONFIG_SIZE 128
#endif

/*
 Bytes of a cello_session_entry.
 */
#define CELLO_SESSION_ENTRY_SIZE 32

/*
 Bytes of a cello_session_info.
 */
#define CELLO_SESSION_INFO_SIZE 80

/*
 Bytes of a session id.
 */
#define CELLO_SESSION_ID_LEN 16

/*
 Fewest bytes of a secret.
 */
#define CELLO_SESSION_SECRET_LEN_MIN 32

/*
 Most bytes of a secret.
 */
#define CELLO_SESSION_SECRET_LEN_MAX 1024

/*
 Most accepted secrets beside the signing one.
 */
#define CELLO_SESSION_ACCEPTED_SECRETS_MAX 7

/*
 Most bytes of the cookie's name.
 */
#define CELLO_SESSION_COOKIE_NAME_LEN_MAX 64

/*
 Most bytes of the path.
 */
#define CELLO_SESSION_PATH_LEN_MAX 255

/*
 Most bytes of the domain.
 */
#define CELLO_SESSION_DOMAIN_LEN_MAX 253

/*
 Most bytes of a key.
 */
#define CELLO_SESSION_KEY_LEN_MAX 128

/*
 Most entries of a session.
 */
#define CELLO_SESSION_ENTRIES_MAX 64

/*
 Most bytes of all encoded entries together; no value is longer than this.
 */
#define CELLO_SESSION_ENTRIES_LEN_MAX 2890

/*
 Most characters of a token: a buffer of this size is never too small.
 */
#define CELLO_SESSION_TOKEN_LEN_MAX 4000

/*
 Most characters of a Set-Cookie value: a buffer of this size is never too small.
 */
#define CELLO_SESSION_COOKIE_LINE_LEN_MAX 4096

/*
 Most characters of a Cookie header that is searched.
 */
#define CELLO_SESSION_COOKIE_HEADER_LEN_MAX 65536

/*
 Longest lifetime, in seconds: 400 days.
 */
#define CELLO_SESSION_MAX_AGE_S_MAX 34560000

/*
 How far the clocks of two hosts may be apart, in seconds.
 */
#define CELLO_SESSION_LEEWAY_S 60

/*
 Latest time, in seconds since 1970-01-01T00:00:00Z: the end of the year 9999.
 */
#define CELLO_SESSION_UNIX_S_MAX 253402300799

/*
 SameSite=Lax, the default: sent with top-level navigation from other sites.
 */
#define CELLO_SESSION_SAME_SITE_LAX 1

/*
 SameSite=Strict: never sent from other sites.
 */
#define CELLO_SESSION_SAME_SITE_STRICT 2

/*
 SameSite=None: sent from everywhere; needs secure.
 */
#define CELLO_SESSION_SAME_SITE_NONE 3

/*
 Text: UTF-8.
 */
#define CELLO_SESSION_KIND_TEXT 1

/*
 Bytes.
 */
#define CELLO_SESSION_KIND_BYTES 2

/*
 A 64-bit integer with sign.
 */
#define CELLO_SESSION_KIND_INT 3

/*
 True or false.
 */
#define CELLO_SESSION_KIND_BOOL 4

/*
 Null.
 */
#define CELLO_SESSION_KIND_NULL 5

/*
 JSON text: an array, an object, or a number that is no 64-bit integer.
 */
#define CELLO_SESSION_KIND_JSON 6

/*
 What a function answers: CELLO_SESSION_OK, or a negative number that says why not.
 */
typedef int32_t cello_session_status;

/*
 Bytes of the caller.
 */
typedef struct {
  /*
   May be NULL where len is 0.
   */
  const uint8_t *data;
  /*
   In bytes.
   */
  size_t len;
} cello_session_bytes;

/*
 How a signer signs, what it accepts, and the attributes of its cookie. Filled by
 cello_session_config_init; a program then sets the secret and what else it wants otherwise. Later
 versions add fields at the end.
 */
typedef struct {
  /*
   Set by cello_session_config_init.
   */
  size_t struct_size;
  /*
   Set by cello_session_config_init.
   */
  uint32_t abi_version;
  /*
   One of the three CELLO_SESSION_SAME_SITE numbers; default CELLO_SESSION_SAME_SITE_LAX.
   */
  int32_t same_site;
  /*
   Required: the one secret that signs. Random bytes that nobody else knows.
   */
  const uint8_t *signing_secret;
  /*
   32..1024 bytes.
   */
  size_t signing_secret_len;
  /*
   More secrets that verify only: old ones in a rotation, or the next one while it is rolled out.
   Default none.
   */
  const cello_session_bytes *accepted_secrets;
  /*
   0..7 secrets.
   */
  size_t accepted_secret_count;
  /*
   The cookie's name, a token of RFC 6265; default "session_id". It is part of every key: a token
   of one name is worthless under another.
   */
  const char *cookie_name;
  /*
   1..64 bytes.
   */
  size_t cookie_name_len;
  /*
   The Path attribute; default "/".
   */
  const char *path;
  /*
   1..255 bytes.
   */
  size_t path_len;
  /*
   The Domain attribute; default none, which keeps the cookie to the host that set it.
   */
  const char *domain;
  /*
   0..253 bytes; 0 is none.
   */
  size_t domain_len;
  /*
   Lifetime of a session from each signing on, 1..34560000 seconds (400 days); default 86400.
   */
  uint64_t max_age_s;
  /*
   The most that cello_session_set_lifetime may ask for and that a received token may claim,
   max_age_s..34560000 seconds; default 0, which stands for max_age_s.
   */
  uint64_t longest_max_age_s;
  /*
   The end of a session after its beginning, which no renewal moves, in seconds, not below
   max_age_s; default 0, which is none.
   */
  uint64_t absolute_max_age_s;
  /*
   1 (default) keeps the cookie from scripts in the page, 0 does not.
   */
  uint8_t http_only;
  /*
   1 (default) keeps the cookie to https, 0 does not.
   */
  uint8_t secure;
  /*
   1 gives each embedding site a cookie of its own (CHIPS), 0 (default) does not.
   */
  uint8_t partitioned;
  /*
   1 (default) writes Max-Age; 0 lets the cookie end with the browser, while the signed expiry
   stays.
   */
  uint8_t persistent;
  /*
   0.
   */
  uint8_t reserved[4];
} cello_session_config;

/*
 What a server holds for one cookie: its prepared keys and its rules. Written by
 cello_session_signer_init; any number of threads may use it then. It may be copied and moved; each
 copy holds the keys and has to be wiped.
 */
typedef struct {
  uint64_t _opaque[512];
} cello_session_signer;

/*
 The session of one visitor. It may be copied and moved. One thread at a time may change it.
 */
typedef struct {
  uint64_t _opaque[416];
} cello_session;

/*
 One entry of a session. Offsets are in bytes from the session object (from base in
 cello_session_replace), so entries stay true for a copy of the object.
 */
typedef struct {
  /*
   One of the CELLO_SESSION_KIND numbers.
   */
  int32_t kind;
  /*
   Where the key begins.
   */
  uint32_t key_offset;
  /*
   1..128 bytes.
   */
  uint32_t key_len;
  /*
   Where text, bytes or JSON begin; 0 for the other kinds.
   */
  uint32_t value_offset;
  /*
   In bytes; 0 for the other kinds.
   */
  uint32_t value_len;
  /*
   0.
   */
  uint32_t reserved;
  /*
   An integer's value; 0 or 1 for a boolean; 0 for the other kinds.
   */
  int64_t integer;
} cello_session_entry;

/*
 A session's id and times, and what it would be if it were signed now. Later versions add fields at
 the end.
 */
typedef struct {
  /*
   When the token that was read was signed; 0 for a session that was never read.
   */
  uint64_t issued_at_unix_s;
  /*
   When the token that was read is over, as this signer sees it; 0 for a session that was never
   read.
   */
  uint64_t expires_at_unix_s;
  /*
   When the session began.
   */
  uint64_t began_at_unix_s;
  /*
   When a token signed now would be over; 0 where nothing is left and cello_session_sign would say
   CELLO_SESSION_EXPIRED.
   */
  uint64_t expires_if_signed_now_unix_s;
  /*
   Entries in the map.
   */
  uint32_t count;
  /*
   Length in bytes of a token signed now, also where that is over a bound.
   */
  uint32_t token_len;
  /*
   Length in bytes of what cello_session_cookie_write would write now, also where that is over a
   bound.
   */
  uint32_t cookie_line_len;
  /*
   1 where a call has altered the session since it was begun or read; a session just begun counts
   as altered.
   */
  uint8_t changed;
  /*
   1 where the cookie should be written again although nothing was altered: half of its life is
   over, or it was signed with an accepted secret more than CELLO_SESSION_LEEWAY_S ago. Never for a
   session that was not read, for an empty map (its cookie would be the deletion), where the end
   would not grow, or where the session does not fit this signer's cookie.
   */
  uint8_t renewal_due;
  /*
   0.
   */
  uint8_t reserved[2];
  /*
   The session id.
   */
  uint8_t id[16];
  /*
   Seconds that the session lives from each signing on, before this signer's limits.
   */
  uint64_t lifetime_s;
  /*
   Bytes of the encoded entries.
   */
  uint32_t entries_len;
  /*
   Bytes of encoded entries that fit this signer's cookie at every signing. A set that needs more is
   CELLO_SESSION_FULL; a session of another signer that has more is CELLO_SESSION_TOO_LARGE for
   cello_session_cookie_write, whatever cookie_line_len is now.
   */
  uint32_t entries_room;
} cello_session_info;



/*
 Tells the version of the library that the program is linked with.

     Returns     text that ends with NUL, never NULL, valid for ever
 */
const char *cello_session_version(void);

/*
 Tells the ABI version of the library that the program is linked with.

     Returns     equal to CELLO_SESSION_ABI_VERSION where header and library belong together
 */
uint32_t cello_session_abi_version(void);

/*
 Names a status for logs and metrics: "rejected", "secret_length".

     status      a status; every number is allowed
     Returns     text that ends with NUL, never NULL, valid for ever; "unknown" for other numbers
     On failure  cannot fail
     Threads     any
 */
const char *cello_session_status_name(cello_session_status status);

/*
 Says which rule a status stands for, in one English sentence for the people who run the server.

     status      a status; every number is allowed
     Returns     text that ends with NUL, never NULL, valid for ever; one for other numbers too
     On failure  cannot fail
     Threads     any
 */
const char *cello_session_status_message(cello_session_status status);

/*
 Tells the linked library's CELLO_SESSION_SIGNER_SIZE.

     Returns     bytes of a cello_session_signer
 */
size_t cello_session_signer_size(void);

/*
 Tells the linked library's CELLO_SESSION_SESSION_SIZE.

     Returns     bytes of a cello_session
 */
size_t cello_session_session_size(void);

/*
 Tells the linked library's CELLO_SESSION_CONFIG_SIZE.

     Returns     bytes of a cello_session_config
 */
size_t cello_session_config_size(void);

/*
 Tells the linked library's CELLO_SESSION_ENTRY_SIZE.

     Returns     bytes of a cello_session_entry
 */
size_t cello_session_entry_size(void);

/*
 Tells the linked library's CELLO_SESSION_INFO_SIZE.

     Returns     bytes of a cello_session_info
 */
size_t cello_session_info_size(void);

/*
 Tells the linked library's CELLO_SESSION_ID_LEN.

     Returns     bytes of a session id
 */
size_t cello_session_id_len(void);

/*
 Tells the linked library's CELLO_SESSION_SECRET_LEN_MIN.

     Returns     fewest bytes of a secret
 */
size_t cello_session_secret_len_min(void);

/*
 Tells the linked library's CELLO_SESSION_SECRET_LEN_MAX.

     Returns     most bytes of a secret
 */
size_t cello_session_secret_len_max(void);

/*
 Tells the linked library's CELLO_SESSION_ACCEPTED_SECRETS_MAX.

     Returns     most accepted secrets beside the signing one
 */
size_t cello_session_accepted_secrets_max(void);

/*
 Tells the linked library's CELLO_SESSION_COOKIE_NAME_LEN_MAX.

     Returns     most bytes of the cookie's name
 */
size_t cello_session_cookie_name_len_max(void);

/*
 Tells the linked library's CELLO_SESSION_PATH_LEN_MAX.

     Returns     most bytes of the path
 */
size_t cello_session_path_len_max(void);

/*
 Tells the linked library's CELLO_SESSION_DOMAIN_LEN_MAX.

     Returns     most bytes of the domain
 */
size_t cello_session_domain_len_max(void);

/*
 Tells the linked library's CELLO_SESSION_KEY_LEN_MAX.

     Returns     most bytes of a key
 */
size_t cello_session_key_len_max(void);

/*
 Tells the linked library's CELLO_SESSION_ENTRIES_MAX.

     Returns     most entries of a session
 */
size_t cello_session_entries_max(void);

/*
 Tells the linked library's CELLO_SESSION_ENTRIES_LEN_MAX.

     Returns     most bytes of all encoded entries together; no value is longer than this
 */
size_t cello_session_entries_len_max(void);

/*
 Tells the linked library's CELLO_SESSION_TOKEN_LEN_MAX.

     Returns     most characters of a token: a buffer of this size is never too small
 */
size_t cello_session_token_len_max(void);

/*
 Tells the linked library's CELLO_SESSION_COOKIE_LINE_LEN_MAX.

     Returns     most characters of a Set-Cookie value: a buffer of this size is never too small
 */
size_t cello_session_cookie_line_len_max(void);

/*
 Tells the linked library's CELLO_SESSION_COOKIE_HEADER_LEN_MAX.

     Returns     most characters of a Cookie header that is searched
 */
size_t cello_session_cookie_header_len_max(void);

/*
 Tells the linked library's CELLO_SESSION_MAX_AGE_S_MAX.

     Returns     longest lifetime, in seconds: 400 days
 */
uint64_t cello_session_max_age_s_max(void);

/*
 Tells the linked library's CELLO_SESSION_LEEWAY_S.

     Returns     how far the clocks of two hosts may be apart, in seconds
 */
uint64_t cello_session_leeway_s(void);

/*
 Tells the linked library's CELLO_SESSION_UNIX_S_MAX.

     Returns     latest time, in seconds since 1970-01-01T00:00:00Z: the end of the year 9999
 */
uint64_t cello_session_unix_s_max(void);

/*
 Fills a configuration with the defaults.

     config_out    written; not NULL, may be uninitialised; config_size bytes
     config_size   sizeof(cello_session_config)
     abi_version   CELLO_SESSION_ABI_VERSION
     Returns
       CELLO_SESSION_OK                 config_out holds the defaults; signing_secret is still to be
                                        set
       CELLO_SESSION_NULL_ARGUMENT      config_out is NULL
       CELLO_SESSION_ABI_MISMATCH       the library does not serve the header that the program was
                                        compiled with
       CELLO_SESSION_INVALID_ARGUMENT   config_out is misaligned
     On failure    config_out is as it was
     Threads       any; config_out is the caller's alone during the call
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_config_init(cello_session_config *config_out,
                                               size_t config_size,
                                               uint32_t abi_version);

/*
 Prepares the keys of a configuration; a server does this once, when it starts.

     signer_out    written; not NULL, may be uninitialised
     config        read; not NULL; neither it nor what it points to is needed after the call
     Returns
       CELLO_SESSION_OK                          signer_out is ready
       CELLO_SESSION_NULL_ARGUMENT               signer_out or config, or a pointer in config that
                                                 has a length, is NULL
       CELLO_SESSION_ABI_MISMATCH                config was not filled by cello_session_config_init
       CELLO_SESSION_INVALID_ARGUMENT            a pointer is misaligned, signer_out overlaps an
                                                 input, a reserved byte is not 0, or one of
                                                 http_only, secure, partitioned and persistent is
                                                 neither 0 nor 1
       CELLO_SESSION_SECRET_LENGTH               a secret is missing, or has fewer than 32 or more
                                                 than 1024 bytes
       CELLO_SESSION_SECRET_DUPLICATE            two of the secrets are the same, or share a
                                                 key id
       CELLO_SESSION_TOO_MANY_SECRETS            more than 7 accepted secrets
       CELLO_SESSION_COOKIE_NAME                 cookie_name is not 1 to 64 bytes of a token of RFC
                                                 6265
       CELLO_SESSION_COOKIE_PATH                 path is not 1 to 255 printable ASCII bytes that
                                                 begin with a slash, none of them a semicolon
       CELLO_SESSION_COOKIE_DOMAIN               domain is no host name of at most 253 bytes
       CELLO_SESSION_SAME_SITE_VALUE             same_site is none of its three numbers
       CELLO_SESSION_SAME_SITE_NONE_NEEDS_SECURE same_site is None and secure is 0
       CELLO_SESSION_PARTITIONED_NEEDS_SECURE    partitioned is 1 and secure is 0
       CELLO_SESSION_HOST_PREFIX                 a name with __Host-, but not secure, or a path
                                                 other than "/", or a domain
       CELLO_SESSION_SECURE_PREFIX               a name with __Secure-, but not secure
       CELLO_SESSION_MAX_AGE                     max_age_s is not 1 to 34560000
       CELLO_SESSION_LONGEST_MAX_AGE             longest_max_age_s is below max_age_s or above
                                                 34560000
       CELLO_SESSION_ABSOLUTE_MAX_AGE            absolute_max_age_s is below max_age_s
     On failure    signer_out is as it was
     Threads       any; signer_out is the caller's alone during the call
     Time          some ten SHA-256 blocks for each secret
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_signer_init(cello_session_signer *signer_out,
                                               const cello_session_config *config);

/*
 Overwrites a signer and its keys with zeros; each copy of it needs this too.

     signer        written; NULL or misaligned: nothing is done
     Returns       nothing
     On failure    cannot fail
     Threads       any; no other thread may use the signer any more
 */
void cello_session_signer_wipe(cello_session_signer *signer);

/*
 Begins a session: new, empty, with the lifetime that is configured.

     signer        read; not NULL
     session_id    read, 16 bytes; not NULL; random for each session (an operating system's random
                   source), not all zero
     now_unix_s    the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
     session_out   written; not NULL, may be uninitialised or hold another session
     Returns
       CELLO_SESSION_OK                 session_out holds the session
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    signer is not initialised
       CELLO_SESSION_INVALID_ARGUMENT   session_id is all zero, a pointer is misaligned, or
                                        session_out overlaps an input
       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
     On failure    session_out holds no session
     Threads       any number with one signer; session_out is the caller's alone during the call
     Time          constant
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_begin(const cello_session_signer *signer,
                                         const uint8_t session_id[16],
                                         uint64_t now_unix_s,
                                         cello_session *session_out);

/*
 Checks a token and, when it is good, decodes its session. Everything that is wrong with a token
 that these secrets did not make for this cookie has one answer, CELLO_SESSION_REJECTED.

     signer        read; not NULL
     token         read, token_len bytes; NULL only where token_len is 0
     token_len     in bytes; more than CELLO_SESSION_TOKEN_LEN_MAX are rejected without a look
     now_unix_s    the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
     session_out   written; not NULL, may be uninitialised or hold another session
     Returns
       CELLO_SESSION_OK                 session_out holds the session
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    signer is not initialised
       CELLO_SESSION_INVALID_ARGUMENT   a pointer is misaligned, or session_out overlaps an input
       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
       CELLO_SESSION_EXPIRED            a genuine session that is over
       CELLO_SESSION_NOT_YET_VALID      a genuine session from more than CELLO_SESSION_LEEWAY_S in
                                        the future
       CELLO_SESSION_REJECTED           not a token of these secrets and this cookie
     On failure    session_out holds no session, so that the last visitor's cannot be shown to the
                   next one
     Threads       any number with one signer; session_out is the caller's alone during the call
     Time          grows with token_len: one HMAC-SHA256 and one base64url decoding; the same
                   wherever a tag differs
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_verify(const cello_session_signer *signer,
                                          const char *token,
                                          size_t token_len,
                                          uint64_t now_unix_s,
                                          cello_session *session_out);

/*
 Finds the cookie in a Cookie header and verifies it. Of several cookies of our name at most 8 are
 tried, and the one that was signed last wins.

     signer              read; not NULL
     cookie_header       read, cookie_header_len bytes: the value of one Cookie field, without its
                         name; a caller that has several joins them with "; "; NULL only where
                         cookie_header_len is 0
     cookie_header_len   in bytes; more than CELLO_SESSION_COOKIE_HEADER_LEN_MAX are rejected
                         without a look
     now_unix_s          the time, in seconds since 1970-01-01T00:00:00Z,
                         0..CELLO_SESSION_UNIX_S_MAX
     session_out         written; not NULL, may be uninitialised or hold another session
     Returns
       CELLO_SESSION_OK                 session_out holds the session
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    signer is not initialised
       CELLO_SESSION_INVALID_ARGUMENT   a pointer is misaligned, or session_out overlaps an input
       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
       CELLO_SESSION_EXPIRED            none is valid, and one was a genuine session that is over
       CELLO_SESSION_NOT_YET_VALID      none is valid, and one is a genuine session from the future
       CELLO_SESSION_REJECTED           none is valid or genuine, or the header is too long
       CELLO_SESSION_MISSING            no cookie has our name
     On failure          session_out holds no session, so that the last visitor's cannot be shown to
                         the next one
     Threads             any number with one signer; session_out is the caller's alone during the
                         call
     Time                grows with cookie_header_len, and with the length of at most 8 tokens
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_cookie_read(const cello_session_signer *signer,
                                               const char *cookie_header,
                                               size_t cookie_header_len,
                                               uint64_t now_unix_s,
                                               cello_session *session_out);

/*
 Overwrites a session with zeros.

     session       written; NULL or misaligned: nothing is done
     Returns       nothing
     On failure    cannot fail
     Threads       any; no other thread may use the session any more
 */
void cello_session_wipe(cello_session *session);

/*
 Reads one entry, of whatever kind it is.

     session         read; not NULL
     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len         in bytes; what cannot be a key is not found
     entry_out       written; not NULL
     Returns
       CELLO_SESSION_OK                 entry_out holds the entry; its offsets are from session, and
                                        true until the session changes
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
     On failure      entry_out is as it was
     Threads         any number with one session, as long as none changes it
     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_get(const cello_session *session,
                                       const char *key,
                                       size_t key_len,
                                       cello_session_entry *entry_out);

/*
 Reads text.

     session         read; not NULL
     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len         in bytes; what cannot be a key is not found
     value_out       written; not NULL: where the value is, inside of session: UTF-8 without a NUL
                     at its end
     value_len_out   written; not NULL: its length in bytes
     Returns
       CELLO_SESSION_OK                 both outputs are written; the pointer is good until the
                                        session changes
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
       CELLO_SESSION_WRONG_KIND         the value is of another kind
     On failure      both outputs are as they were
     Threads         any number with one session, as long as none changes it
     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_get_text(const cello_session *session,
                                            const char *key,
                                            size_t key_len,
                                            const char **value_out,
                                            size_t *value_len_out);

/*
 Reads bytes.

     session         read; not NULL
     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len         in bytes; what cannot be a key is not found
     value_out       written; not NULL: where the value is, inside of session: any bytes
     value_len_out   written; not NULL: its length in bytes
     Returns
       CELLO_SESSION_OK                 both outputs are written; the pointer is good until the
                                        session changes
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
       CELLO_SESSION_WRONG_KIND         the value is of another kind
     On failure      both outputs are as they were
     Threads         any number with one session, as long as none changes it
     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_get_bytes(const cello_session *session,
                                             const char *key,
                                             size_t key_len,
                                             const uint8_t **value_out,
                                             size_t *value_len_out);

/*
 Reads a JSON value, as its text.

     session         read; not NULL
     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len         in bytes; what cannot be a key is not found
     value_out       written; not NULL: where the value is, inside of session: UTF-8 without a NUL
                     at its end
     value_len_out   written; not NULL: its length in bytes
     Returns
       CELLO_SESSION_OK                 both outputs are written; the pointer is good until the
                                        session changes
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
       CELLO_SESSION_WRONG_KIND         the value is of another kind
     On failure      both outputs are as they were
     Threads         any number with one session, as long as none changes it
     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_get_json(const cello_session *session,
                                            const char *key,
                                            size_t key_len,
                                            const char **value_out,
                                            size_t *value_len_out);

/*
 Reads an integer.

     session         read; not NULL
     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len         in bytes; what cannot be a key is not found
     value_out       written; not NULL: the value
     Returns
       CELLO_SESSION_OK                 value_out is written
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
       CELLO_SESSION_WRONG_KIND         the value is of another kind
     On failure      value_out is as it was
     Threads         any number with one session, as long as none changes it
     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_get_int(const cello_session *session,
                                           const char *key,
                                           size_t key_len,
                                           int64_t *value_out);

/*
 Reads a boolean.

     session         read; not NULL
     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len         in bytes; what cannot be a key is not found
     value_out       written; not NULL: 1 for true, 0 for false
     Returns
       CELLO_SESSION_OK                 value_out is written
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
       CELLO_SESSION_WRONG_KIND         the value is of another kind
     On failure      value_out is as it was
     Threads         any number with one session, as long as none changes it
     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_get_bool(const cello_session *session,
                                            const char *key,
                                            size_t key_len,
                                            uint8_t *value_out);

/*
 Reads the whole map in one pass, in the order of the token: shorter keys first, then bytewise.

     session        read; not NULL
     entries_out    written, as many entries as the session has; not NULL
     entries_cap    room in entries_out, in entries; CELLO_SESSION_ENTRIES_MAX are always enough
     count_out      written; not NULL: how many entries were written
     Returns
       CELLO_SESSION_OK                 both outputs are written; the offsets are from session, and
                                        true until the session changes
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
       CELLO_SESSION_BUFFER_TOO_SMALL   the session has more than entries_cap entries
     On failure     both outputs are as they were
     Threads        any number with one session, as long as none changes it
     Time           grows with the bytes of the map, at most CELLO_SESSION_ENTRIES_LEN_MAX
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_entries(const cello_session *session,
                                           cello_session_entry *entries_out,
                                           size_t entries_cap,
                                           size_t *count_out);

/*
 Tells a session's id and times, the lengths that its token and its cookie line have now, and
 whether they should be written.

     signer        read; not NULL; it would sign
     session       read; not NULL
     now_unix_s    the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
     info_out      written; not NULL, may be uninitialised; info_size bytes
     info_size     sizeof(cello_session_info)
     Returns
       CELLO_SESSION_OK                 info_out is written
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    signer is not initialised, or session holds no session
       CELLO_SESSION_ABI_MISMATCH       info_size is no size that this library knows
       CELLO_SESSION_INVALID_ARGUMENT   a pointer is misaligned, or info_out overlaps an input
       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
     On failure    info_out is as it was
     Threads       any number with one signer and one session, as long as none changes them
     Time          grows with the bytes of the map; no key is used
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_describe(const cello_session_signer *signer,
                                            const cello_session *session,
                                            uint64_t now_unix_s,
                                            cello_session_info *info_out,
                                            size_t info_size);

/*
 Sets a key to text, in place of whatever it held.

     session        changed; not NULL
     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
     value          read, value_len bytes; NULL only where value_len is 0; UTF-8, without a NUL at
                    its end
     value_len      in bytes; at most what the session has room for
     Returns
       CELLO_SESSION_OK                 the key holds the value
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it
       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
       CELLO_SESSION_VALUE_ENCODING     the value is not UTF-8
       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
                                        fits
     On failure     session is as it was
     Threads        session is the caller's alone during the call
     Time           grows with the bytes of the map and of the value, at most
                    CELLO_SESSION_ENTRIES_LEN_MAX each
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_set_text(cello_session *session,
                                            const char *key,
                                            size_t key_len,
                                            const char *value,
                                            size_t value_len);

/*
 Sets a key to bytes, in place of whatever it held.

     session        changed; not NULL
     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
     value          read, value_len bytes; NULL only where value_len is 0; any bytes
     value_len      in bytes; at most what the session has room for
     Returns
       CELLO_SESSION_OK                 the key holds the value
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it
       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
                                        fits
     On failure     session is as it was
     Threads        session is the caller's alone during the call
     Time           grows with the bytes of the map and of the value, at most
                    CELLO_SESSION_ENTRIES_LEN_MAX each
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_set_bytes(cello_session *session,
                                             const char *key,
                                             size_t key_len,
                                             const uint8_t *value,
                                             size_t value_len);

/*
 Sets a key to a value that has no kind of its own, as JSON text, in place of whatever it held.

     session        changed; not NULL
     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
     value          read, value_len bytes; NULL only where value_len is 0; JSON (RFC 8259) in UTF-8,
                    at most 32 deep: an array, an object, or a number with a fraction, an exponent
                    or more than 64 bits
     value_len      in bytes; at most what the session has room for
     Returns
       CELLO_SESSION_OK                 the key holds the value
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it
       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
       CELLO_SESSION_VALUE_ENCODING     the value is malformed, nested too deep, or has a kind of
                                        its own: a string, a boolean, null, a 64-bit integer
       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
                                        fits
     On failure     session is as it was
     Threads        session is the caller's alone during the call
     Time           grows with the bytes of the map and of the value, at most
                    CELLO_SESSION_ENTRIES_LEN_MAX each
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_set_json(cello_session *session,
                                            const char *key,
                                            size_t key_len,
                                            const char *value,
                                            size_t value_len);

/*
 Sets a key to an integer, in place of whatever it held.

     session        changed; not NULL
     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
     value          any value
     Returns
       CELLO_SESSION_OK                 the key holds the value
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it
       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
                                        fits
     On failure     session is as it was
     Threads        session is the caller's alone during the call
     Time           grows with the bytes of the map and of the value, at most
                    CELLO_SESSION_ENTRIES_LEN_MAX each
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_set_int(cello_session *session,
                                           const char *key,
                                           size_t key_len,
                                           int64_t value);

/*
 Sets a key to a boolean, in place of whatever it held.

     session        changed; not NULL
     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
     value          0 for false, 1 for true
     Returns
       CELLO_SESSION_OK                 the key holds the value
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it, or value is
                                        neither 0 nor 1
       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
                                        fits
     On failure     session is as it was
     Threads        session is the caller's alone during the call
     Time           grows with the bytes of the map and of the value, at most
                    CELLO_SESSION_ENTRIES_LEN_MAX each
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_set_bool(cello_session *session,
                                            const char *key,
                                            size_t key_len,
                                            uint8_t value);

/*
 Sets a key to null, in place of whatever it held.

     session        changed; not NULL
     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
     Returns
       CELLO_SESSION_OK                 the key holds the value
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it
       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
                                        fits
     On failure     session is as it was
     Threads        session is the caller's alone during the call
     Time           grows with the bytes of the map and of the value, at most
                    CELLO_SESSION_ENTRIES_LEN_MAX each
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_set_null(cello_session *session,
                                            const char *key,
                                            size_t key_len);

/*
 Replaces the whole map, all or nothing. The entries may come in any order; their bytes lie in one
 buffer.

     session       changed; not NULL
     base          read, base_len bytes: keys and values lie here, wherever the entries say; NULL
                   only where base_len is 0; may be another session object
     base_len      in bytes
     entries       read, entry_count entries with offsets from base; NULL only where entry_count is
                   0; for kinds without bytes value_offset and value_len are not looked at, for the
                   others integer is not
     entry_count   0..CELLO_SESSION_ENTRIES_MAX; 0 empties the map
     Returns
       CELLO_SESSION_OK                 the map is what the entries say
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   a pointer is misaligned, an input lies in session, an entry
                                        reaches beyond the base, has no known kind, a boolean that
                                        is neither 0 nor 1, or reserved is not 0, or a key is given
                                        twice
       CELLO_SESSION_KEY_LENGTH         a key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
       CELLO_SESSION_KEY_ENCODING       a key is not UTF-8
       CELLO_SESSION_VALUE_ENCODING     a text is not UTF-8, or JSON text is malformed, nested too
                                        deep, or a value that has a kind of its own
       CELLO_SESSION_FULL               the entries do not fit
     On failure    session is as it was
     Threads       session is the caller's alone during the call
     Time          grows with the bytes of the entries, and with the square of their number
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_replace(cello_session *session,
                                           const uint8_t *base,
                                           size_t base_len,
                                           const cello_session_entry *entries,
                                           size_t entry_count);

/*
 Takes one key out of the map; a key that is not there is no failure, so the answer may be ignored.

     session       changed; not NULL
     key           read, key_len bytes of UTF-8; NULL only where key_len is 0
     key_len       in bytes; what cannot be a key is not there
     Returns
       CELLO_SESSION_OK                 the map has no such key
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   a pointer is misaligned, or key lies in session
     On failure    session is as it was
     Threads       session is the caller's alone during the call
     Time          grows with the bytes of the map, at most CELLO_SESSION_ENTRIES_LEN_MAX
 */
cello_session_status cello_session_remove(cello_session *session, const char *key, size_t key_len);

/*
 Empties the map; id and times stay. This does not recall a token that was copied: a visitor who
 kept one can go on sending it until it expires.

     session       changed; not NULL
     Returns
       CELLO_SESSION_OK                 the map is empty
       CELLO_SESSION_NULL_ARGUMENT      session is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned
     On failure    session is as it was
     Threads       session is the caller's alone during the call
     Time          constant
 */
cello_session_status cello_session_clear(cello_session *session);

/*
 Gives the session a new id, as is due at a change of rights; map, beginning and lifetime stay.

     session       changed; not NULL
     session_id    read, 16 bytes; not NULL; random, not all zero
     Returns
       CELLO_SESSION_OK                 the session has the new id
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   session_id is all zero or lies in session, or session
                                        is misaligned
     On failure    session is as it was
     Threads       session is the caller's alone during the call
     Time          constant
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_rotate_id(cello_session *session,
                                             const uint8_t session_id[16]);

/*
 Marks that the visitor has just proved who they are: a new id, begins now, the lifetime that is
 configured; the map stays, so what an anonymous visitor may not keep is removed first.

     signer        read; not NULL
     session       changed; not NULL
     session_id    read, 16 bytes; not NULL; random, not all zero
     now_unix_s    the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
     Returns
       CELLO_SESSION_OK                 the session has the new id and begins now
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    signer is not initialised, or session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   session_id is all zero, a pointer is misaligned, or
                                        session overlaps an input
       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
     On failure    session is as it was
     Threads       any number with one signer; session is the caller's alone during the call
     Time          constant
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_login(const cello_session_signer *signer,
                                         cello_session *session,
                                         const uint8_t session_id[16],
                                         uint64_t now_unix_s);

/*
 Sets how long the session lives from each signing on: "remember me".

     session       changed; not NULL
     lifetime_s    in seconds, 1 to the longest_max_age_s of the signer that the session was begun
                   or read with
     Returns
       CELLO_SESSION_OK                 the lifetime is set
       CELLO_SESSION_NULL_ARGUMENT      session is NULL
       CELLO_SESSION_NOT_INITIALISED    session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned
       CELLO_SESSION_TIME_RANGE         lifetime_s is 0 or longer than the longest
     On failure    session is as it was
     Threads       session is the caller's alone during the call
     Time          constant
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_set_lifetime(cello_session *session,
                                                uint64_t lifetime_s);

/*
 Signs a session: writes its token. An empty map is signed too; nothing in the session changes.

     signer          read; not NULL
     session         read; not NULL
     now_unix_s      the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
     token_out       written, token_len_out bytes of A-Z a-z 0-9 - _ without a NUL; not NULL
     token_cap       room in token_out, in bytes; CELLO_SESSION_TOKEN_LEN_MAX are always enough
     token_len_out   written; not NULL
     Returns
       CELLO_SESSION_OK                 both outputs are written
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    signer is not initialised, or session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
       CELLO_SESSION_BUFFER_TOO_SMALL   the token is longer than token_cap
       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
       CELLO_SESSION_EXPIRED            the absolute end has come
     On failure      both outputs are as they were
     Threads         any number with one signer and one session, as long as none changes them
     Time            grows with the bytes of the map: one HMAC-SHA256 and one base64url encoding
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_sign(const cello_session_signer *signer,
                                        const cello_session *session,
                                        uint64_t now_unix_s,
                                        char *token_out,
                                        size_t token_cap,
                                        size_t *token_len_out);

/*
 Signs a session and writes the value of a Set-Cookie field: name, token and attributes. For an
 empty map it writes what deletes the cookie.

     signer         read; not NULL
     session        read; not NULL
     now_unix_s     the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
     line_out       written, line_len_out bytes of printable ASCII without a NUL; not NULL
     line_cap       room in line_out, in bytes; CELLO_SESSION_COOKIE_LINE_LEN_MAX are always enough
     line_len_out   written; not NULL
     Returns
       CELLO_SESSION_OK                 both outputs are written
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    signer is not initialised, or session holds no session
       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
       CELLO_SESSION_BUFFER_TOO_SMALL   the line is longer than line_cap
       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
       CELLO_SESSION_TOO_LARGE          the session is from a signer with more room, and does not
                                        fit this cookie
       CELLO_SESSION_EXPIRED            the absolute end has come, and the map is not empty
     On failure     both outputs are as they were
     Threads        any number with one signer and one session, as long as none changes them
     Time           grows with the bytes of the map: one HMAC-SHA256 and one base64url encoding
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_cookie_write(const cello_session_signer *signer,
                                                const cello_session *session,
                                                uint64_t now_unix_s,
                                                char *line_out,
                                                size_t line_cap,
                                                size_t *line_len_out);

/*
 Writes the value of a Set-Cookie field that deletes the cookie, with the attributes that it was set
 with.

     signer         read; not NULL
     line_out       written, line_len_out bytes of printable ASCII without a NUL; not NULL
     line_cap       room in line_out, in bytes; CELLO_SESSION_COOKIE_LINE_LEN_MAX are always enough
     line_len_out   written; not NULL
     Returns
       CELLO_SESSION_OK                 both outputs are written
       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
       CELLO_SESSION_NOT_INITIALISED    signer is not initialised
       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
       CELLO_SESSION_BUFFER_TOO_SMALL   the line is longer than line_cap
     On failure     both outputs are as they were
     Threads        any number with one signer
     Time           grows with the length of the line
 */
CELLO_SESSION_NODISCARD
cello_session_status cello_session_cookie_write_deletion(const cello_session_signer *signer,
                                                         char *line_out,
                                                         size_t line_cap,
                                                         size_t *line_len_out);

#ifndef CELLO_SESSION_CONFIG_SIZE
#  define CELLO_SESSION_CONFIG_SIZE sizeof(cello_session_config)
#endif

/* The structs are what the library takes them for. */
#if defined(__cplusplus)
#  if __cplusplus >= 201103L
#    define CELLO_SESSION_ASSERT(condition) static_assert(condition, #condition);
#  endif
#elif defined(__STDC_VERSION__)
#  if __STDC_VERSION__ >= 201112L
#    define CELLO_SESSION_ASSERT(condition) _Static_assert(condition, #condition);
#  endif
#endif
#ifdef CELLO_SESSION_ASSERT
CELLO_SESSION_ASSERT(sizeof(cello_session_signer) == CELLO_SESSION_SIGNER_SIZE)
CELLO_SESSION_ASSERT(sizeof(cello_session) == CELLO_SESSION_SESSION_SIZE)
CELLO_SESSION_ASSERT(sizeof(cello_session_config) == CELLO_SESSION_CONFIG_SIZE)
CELLO_SESSION_ASSERT(sizeof(cello_session_entry) == CELLO_SESSION_ENTRY_SIZE)
CELLO_SESSION_ASSERT(sizeof(cello_session_info) == CELLO_SESSION_INFO_SIZE)
#  undef CELLO_SESSION_ASSERT
#endif

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* CELLO_SESSION_H */
