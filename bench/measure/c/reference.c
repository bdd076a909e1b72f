/* R, the reference: one HMAC-SHA256 of OpenSSL with the key already set, in each way that OpenSSL
   has for using one key many times. The fastest of them is R. */
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct reference {
  HMAC_CTX *prepared;
  HMAC_CTX *working;
  EVP_MAC_CTX *mac;
  SHA256_CTX inner;
  SHA256_CTX outer;
  unsigned char tag[32];
};

static int prepare_midstates(struct reference *r, const unsigned char *key, size_t key_len) {
  unsigned char inner[SHA256_CBLOCK], outer[SHA256_CBLOCK];
  if (key_len > sizeof inner)
    return 0;
  memset(inner, 0x36, sizeof inner);
  memset(outer, 0x5c, sizeof outer);
  for (size_t i = 0; i < key_len; i++) {
    inner[i] ^= key[i];
    outer[i] ^= key[i];
  }
  return SHA256_Init(&r->inner) && SHA256_Update(&r->inner, inner, sizeof inner) &&
         SHA256_Init(&r->outer) && SHA256_Update(&r->outer, outer, sizeof outer);
}

struct reference *reference_new(const unsigned char *key, size_t key_len) {
  struct reference *r = calloc(1, sizeof *r);
  char digest[] = "SHA256";
  OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string("digest", digest, 0),
                             OSSL_PARAM_construct_end()};
  EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
  if (r == NULL || hmac == NULL)
    return NULL;
  r->prepared = HMAC_CTX_new();
  r->working = HMAC_CTX_new();
  r->mac = EVP_MAC_CTX_new(hmac);
  EVP_MAC_free(hmac);
  if (r->prepared == NULL || r->working == NULL || r->mac == NULL ||
      !HMAC_Init_ex(r->prepared, key, (int)key_len, EVP_sha256(), NULL) ||
      !HMAC_CTX_copy(r->working, r->prepared) || !EVP_MAC_init(r->mac, key, key_len, parameters) ||
      !prepare_midstates(r, key, key_len))
    return NULL;
  return r;
}

/* HMAC(3): "If HMAC_Init_ex() is called with key NULL ... the existing key is reused". */
static int with_hmac_init(struct reference *r, const unsigned char *data, size_t len) {
  unsigned int tag_len = 0;
  return HMAC_Init_ex(r->working, NULL, 0, NULL, NULL) && HMAC_Update(r->working, data, len) &&
         HMAC_Final(r->working, r->tag, &tag_len);
}

static int with_hmac_copy(struct reference *r, const unsigned char *data, size_t len) {
  unsigned int tag_len = 0;
  return HMAC_CTX_copy(r->working, r->prepared) && HMAC_Update(r->working, data, len) &&
         HMAC_Final(r->working, r->tag, &tag_len);
}

/* EVP_MAC(3): EVP_MAC_init() "with key NULL" uses the key that was set before. */
static int with_mac_init(struct reference *r, const unsigned char *data, size_t len) {
  size_t tag_len = 0;
  return EVP_MAC_init(r->mac, NULL, 0, NULL) && EVP_MAC_update(r->mac, data, len) &&
         EVP_MAC_final(r->mac, r->tag, &tag_len, sizeof r->tag);
}

static int with_mac_dup(struct reference *r, const unsigned char *data, size_t len) {
  size_t tag_len = 0;
  EVP_MAC_CTX *copy = EVP_MAC_CTX_dup(r->mac);
  int ok = copy != NULL && EVP_MAC_update(copy, data, len) &&
           EVP_MAC_final(copy, r->tag, &tag_len, sizeof r->tag);
  EVP_MAC_CTX_free(copy);
  return ok;
}

/* Not OpenSSL's HMAC, but HMAC made by hand of its SHA-256 (deprecated since 3.0): the floor. */
static int with_midstates(struct reference *r, const unsigned char *data, size_t len) {
  unsigned char digest[32];
  SHA256_CTX ctx = r->inner;
  int ok = SHA256_Update(&ctx, data, len) && SHA256_Final(digest, &ctx);
  ctx = r->outer;
  return ok && SHA256_Update(&ctx, digest, sizeof digest) && SHA256_Final(r->tag, &ctx);
}

/* Does it `times` times in the way `way`, and writes the last tag. Returns 0 when OpenSSL refused.
 */
int reference_run(struct reference *r, int way, const unsigned char *data, size_t len,
                  uint64_t times, unsigned char *tag_out) {
  static int (*const ways[])(struct reference *, const unsigned char *, size_t) = {
      with_hmac_init, with_hmac_copy, with_mac_init, with_mac_dup, with_midstates};
  int ok = 1;
  for (uint64_t i = 0; i < times; i++)
    ok &= ways[way](r, data, len);
  memcpy(tag_out, r->tag, sizeof r->tag);
  return ok;
}
