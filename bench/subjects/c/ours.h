/* The library as a C program uses it, each operation in a loop of C, for the benchmark to time. */
#ifndef BENCH_OURS_H
#define BENCH_OURS_H

#include <stddef.h>
#include <stdint.h>

struct pair {
  const char *key;
  size_t key_len;
  const char *value;
  size_t value_len;
};

/* A signer, a session with these entries and its token; NULL when one of them cannot be made. */
struct ours *ours_new(const uint8_t *secret, size_t secret_len, uint64_t now_unix_s,
                      const struct pair *pairs, size_t pair_count);
void ours_free(struct ours *ours);

/* Each does its operation `times` times and returns how often it failed. */
uint64_t ours_sign(struct ours *ours, uint64_t times);
uint64_t ours_verify(struct ours *ours, uint64_t times);
uint64_t ours_verify_and_read(struct ours *ours, uint64_t times);
uint64_t ours_get(struct ours *ours, uint64_t times);
uint64_t ours_set(struct ours *ours, uint64_t times);

#endif
