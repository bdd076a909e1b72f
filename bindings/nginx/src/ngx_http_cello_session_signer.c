/*
 * A signer for each set of settings that is in use, shared by all locations
 * that have the same: 4 KiB each, and one verification for all of them.
 */

#include "ngx_http_cello_session.h"


static cello_session_status
ngx_http_cello_session_signer_init(cello_session_signer              *signer,
                                   ngx_http_cello_session_settings_t *s);
static void ngx_http_cello_session_wipe_signer(void *data);
static ngx_uint_t
ngx_http_cello_session_same_settings(ngx_http_cello_session_settings_t *one,
                                     ngx_http_cello_session_settings_t *two);
static ngx_uint_t
ngx_http_cello_session_same_secret(ngx_http_cello_session_secret_t *one,
                                   ngx_http_cello_session_secret_t *two);


char *
ngx_http_cello_session_make_signer(ngx_conf_t                        *cf,
                                   ngx_http_cello_session_loc_conf_t *conf)
{
    ngx_uint_t                          i;
    ngx_pool_cleanup_t                 *cln;
    cello_session_status                status;
    ngx_http_cello_session_signer_t    *signer, **signers;
    ngx_http_cello_session_main_conf_t *mcf;

    mcf =
        ngx_http_conf_get_module_main_conf(cf, ngx_http_cello_session_module);
    signers = mcf->signers.elts;

    for (i = 0; i < mcf->signers.nelts; i++) {
        if (ngx_http_cello_session_same_settings(&signers[i]->settings,
                                                 &conf->settings))
        {
            conf->signer = signers[i];
            return NGX_CONF_OK;
        }
    }

    signers = ngx_array_push(&mcf->signers);
    if (signers == NULL) {
        return NGX_CONF_ERROR;
    }

    signer = ngx_pmemalign(cf->pool, sizeof(ngx_http_cello_session_signer_t),
                           NGX_HTTP_CELLO_SESSION_ALIGNMENT);
    if (signer == NULL) {
        return NGX_CONF_ERROR;
    }

    ngx_memzero(signer, sizeof(ngx_http_cello_session_signer_t));

    cln = ngx_pool_cleanup_add(cf->pool, 0);
    if (cln == NULL) {
        return NGX_CONF_ERROR;
    }

    cln->data = signer;
    cln->handler = ngx_http_cello_session_wipe_signer;

    *signers = signer;
    conf->signer = signer;

    signer->cookie = conf->settings.cookie;
    signer->settings = conf->settings;

    status =
        ngx_http_cello_session_signer_init(&signer->signer, &conf->settings);

    if (status != CELLO_SESSION_OK) {
        return ngx_http_cello_session_rule_broken(cf, conf, status);
    }

    return NGX_CONF_OK;
}


static cello_session_status
ngx_http_cello_session_signer_init(cello_session_signer              *signer,
                                   ngx_http_cello_session_settings_t *s)
{
    ngx_uint_t                        i, n;
    cello_session_bytes               accepted[16];
    cello_session_config              config;
    cello_session_status              status;
    ngx_http_cello_session_secret_t **secret;

    status = cello_session_config_init(&config, sizeof(config),
                                       CELLO_SESSION_ABI_VERSION);
    if (status != CELLO_SESSION_OK) {
        return status;
    }

    n = 0;

    if (s->accepted) {
        secret = s->accepted->elts;
        n = ngx_min(s->accepted->nelts, sizeof(accepted) / sizeof(*accepted));

        for (i = 0; i < n; i++) {
            accepted[i].data = secret[i]->bytes;
            accepted[i].len = secret[i]->len;
        }
    }

    config.signing_secret = s->secret->bytes;
    config.signing_secret_len = s->secret->len;
    config.accepted_secrets = n ? accepted : NULL;
    config.accepted_secret_count = n;
    config.cookie_name = (const char *) s->cookie.data;
    config.cookie_name_len = s->cookie.len;
    config.path = (const char *) s->path.data;
    config.path_len = s->path.len;
    config.domain = s->domain.len ? (const char *) s->domain.data : NULL;
    config.domain_len = s->domain.len;
    config.max_age_s = (uint64_t) s->max_age;
    config.longest_max_age_s = (uint64_t) s->longest_max_age;
    config.absolute_max_age_s = (uint64_t) s->absolute_max_age;
    config.same_site = (int32_t) s->same_site;
    config.http_only = (uint8_t) s->http_only;
    config.secure = (uint8_t) s->secure;
    config.partitioned = (uint8_t) s->partitioned;
    config.persistent = (uint8_t) s->persistent;

    return cello_session_signer_init(signer, &config);
}


static void
ngx_http_cello_session_wipe_signer(void *data)
{
    ngx_http_cello_session_signer_t *signer = data;

    cello_session_signer_wipe(&signer->signer);
}


static ngx_uint_t
ngx_http_cello_session_same_settings(ngx_http_cello_session_settings_t *one,
                                     ngx_http_cello_session_settings_t *two)
{
    ngx_uint_t                        i, n;
    ngx_http_cello_session_secret_t **ones, **twos;

    n = one->accepted ? one->accepted->nelts : 0;

    if (n != (two->accepted ? two->accepted->nelts : 0)) {
        return 0;
    }

    ones = n ? one->accepted->elts : NULL;
    twos = n ? two->accepted->elts : NULL;

    for (i = 0; i < n; i++) {
        if (!ngx_http_cello_session_same_secret(ones[i], twos[i])) {
            return 0;
        }
    }

    return ngx_http_cello_session_same_secret(one->secret, two->secret)
           && one->cookie.len == two->cookie.len
           && ngx_strcmp(one->cookie.data, two->cookie.data) == 0
           && one->path.len == two->path.len
           && ngx_strcmp(one->path.data, two->path.data) == 0
           && one->domain.len == two->domain.len
           && ngx_strncmp(one->domain.data, two->domain.data, one->domain.len)
                  == 0
           && one->max_age == two->max_age
           && one->longest_max_age == two->longest_max_age
           && one->absolute_max_age == two->absolute_max_age
           && one->http_only == two->http_only && one->secure == two->secure
           && one->same_site == two->same_site
           && one->partitioned == two->partitioned
           && one->persistent == two->persistent;
}


static ngx_uint_t
ngx_http_cello_session_same_secret(ngx_http_cello_session_secret_t *one,
                                   ngx_http_cello_session_secret_t *two)
{
    return one == two
           || (one->len == two->len
               && ngx_memcmp(one->bytes, two->bytes, one->len) == 0);
}
