/*
 * Secrets come from files, which only root has to be able to read: the master
 * process reads them, at start and at each reload.  The bytes live in the
 * temporary pool of the configuration and are wiped before it is given back.
 */

#include "ngx_http_cello_session.h"


static ngx_http_cello_session_secret_t *
ngx_http_cello_session_read_secret(ngx_conf_t *cf, ngx_command_t *cmd,
                                   ngx_str_t *path);
static ngx_int_t
ngx_http_cello_session_read_file(ngx_conf_t *cf, ngx_command_t *cmd,
                                 ngx_str_t *path, ngx_fd_t fd,
                                 ngx_http_cello_session_secret_t *secret);
static ngx_int_t ngx_http_cello_session_check_length(ngx_conf_t    *cf,
                                                     ngx_command_t *cmd,
                                                     ngx_str_t     *path,
                                                     size_t         len);
static void      ngx_http_cello_session_wipe_secret(void *data);


char *
ngx_http_cello_session_secret_file(ngx_conf_t *cf, ngx_command_t *cmd,
                                   void *conf)
{
    ngx_str_t                         *value;
    ngx_http_cello_session_loc_conf_t *lcf = conf;

    if (lcf->settings.secret != NGX_CONF_UNSET_PTR) {
        return "is duplicate";
    }

    value = cf->args->elts;

    lcf->settings.secret =
        ngx_http_cello_session_read_secret(cf, cmd, &value[1]);
    if (lcf->settings.secret == NULL) {
        return NGX_CONF_ERROR;
    }

    ngx_http_cello_session_mark(cf, conf, NGX_HTTP_CELLO_SESSION_SECRET_FILE);

    return NGX_CONF_OK;
}


char *
ngx_http_cello_session_accepted_file(ngx_conf_t *cf, ngx_command_t *cmd,
                                     void *conf)
{
    ngx_str_t                         *value;
    ngx_uint_t                         i;
    ngx_http_cello_session_secret_t   *secret, **slot;
    ngx_http_cello_session_loc_conf_t *lcf = conf;

    if (lcf->settings.accepted == NGX_CONF_UNSET_PTR) {
        lcf->settings.accepted =
            ngx_array_create(cf->temp_pool, CELLO_SESSION_ACCEPTED_SECRETS_MAX,
                             sizeof(ngx_http_cello_session_secret_t *));
        if (lcf->settings.accepted == NULL) {
            return NGX_CONF_ERROR;
        }
    }

    value = cf->args->elts;

    for (i = 1; i < cf->args->nelts; i++) {
        secret = ngx_http_cello_session_read_secret(cf, cmd, &value[i]);
        if (secret == NULL) {
            return NGX_CONF_ERROR;
        }

        slot = ngx_array_push(lcf->settings.accepted);
        if (slot == NULL) {
            return NGX_CONF_ERROR;
        }

        *slot = secret;
    }

    ngx_http_cello_session_mark(cf, conf,
                                NGX_HTTP_CELLO_SESSION_ACCEPTED_FILE);

    return NGX_CONF_OK;
}


static ngx_http_cello_session_secret_t *
ngx_http_cello_session_read_secret(ngx_conf_t *cf, ngx_command_t *cmd,
                                   ngx_str_t *path)
{
    ngx_fd_t                         fd;
    ngx_int_t                        rc;
    ngx_pool_cleanup_t              *cln;
    ngx_http_cello_session_secret_t *secret;

    if (ngx_conf_full_name(cf->cycle, path, 1) != NGX_OK) {
        return NULL;
    }

    cln = ngx_pool_cleanup_add(cf->temp_pool,
                               sizeof(ngx_http_cello_session_secret_t));
    if (cln == NULL) {
        return NULL;
    }

    secret = cln->data;
    secret->len = 0;
    cln->handler = ngx_http_cello_session_wipe_secret;

    /* Not to wait for a writer where somebody put a pipe. */
    fd = ngx_open_file(path->data, NGX_FILE_RDONLY, NGX_FILE_NONBLOCK, 0);
    if (fd == NGX_INVALID_FILE) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, ngx_errno,
                           "\"%V\": " ngx_open_file_n " \"%V\" failed",
                           &cmd->name, path);
        return NULL;
    }

    rc = ngx_http_cello_session_read_file(cf, cmd, path, fd, secret);

    if (ngx_close_file(fd) == NGX_FILE_ERROR) {
        ngx_conf_log_error(NGX_LOG_ALERT, cf, ngx_errno,
                           ngx_close_file_n " \"%V\" failed", path);
    }

    if (rc != NGX_OK) {
        return NULL;
    }

    /* One newline at the end is the editor's; a second one is the secret's. */

    if (secret->len && secret->bytes[secret->len - 1] == LF) {
        secret->len--;

        if (secret->len && secret->bytes[secret->len - 1] == CR) {
            secret->len--;
        }
    }

    rc = ngx_http_cello_session_check_length(cf, cmd, path, secret->len);

    return rc == NGX_OK ? secret : NULL;
}


static ngx_int_t
ngx_http_cello_session_read_file(ngx_conf_t *cf, ngx_command_t *cmd,
                                 ngx_str_t *path, ngx_fd_t fd,
                                 ngx_http_cello_session_secret_t *secret)
{
    ssize_t         n;
    ngx_file_info_t fi;

    if (ngx_fd_info(fd, &fi) == NGX_FILE_ERROR) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, ngx_errno,
                           "\"%V\": " ngx_fd_info_n " \"%V\" failed",
                           &cmd->name, path);
        return NGX_ERROR;
    }

    if (!ngx_is_file(&fi)) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"%V\": \"%V\" is no regular file", &cmd->name,
                           path);
        return NGX_ERROR;
    }

    if (ngx_file_access(&fi) & (S_IROTH | S_IWOTH)) {
        ngx_conf_log_error(
            NGX_LOG_WARN, cf, 0,
            "\"%V\" can be %s by every user of this host: "
            "chmod o-rwx it",
            path, (ngx_file_access(&fi) & S_IWOTH) ? "changed" : "read");
    }

    do {
        n = ngx_read_fd(fd, secret->bytes + secret->len,
                        sizeof(secret->bytes) - secret->len);

        if (n == -1) {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, ngx_errno,
                               "\"%V\": " ngx_read_fd_n " \"%V\" failed",
                               &cmd->name, path);
            return NGX_ERROR;
        }

        secret->len += (size_t) n;

    } while (n && secret->len < sizeof(secret->bytes));

    return NGX_OK;
}


static ngx_int_t
ngx_http_cello_session_check_length(ngx_conf_t *cf, ngx_command_t *cmd,
                                    ngx_str_t *path, size_t len)
{
    const char *rule;

    if (len >= CELLO_SESSION_SECRET_LEN_MIN
        && len <= CELLO_SESSION_SECRET_LEN_MAX)
    {
        return NGX_OK;
    }

    rule = cello_session_status_message(CELLO_SESSION_SECRET_LENGTH);

    if (len > CELLO_SESSION_SECRET_LEN_MAX) {
        ngx_conf_log_error(
            NGX_LOG_EMERG, cf, 0, "\"%V\": \"%V\" has more than %d bytes: %s",
            &cmd->name, path, CELLO_SESSION_SECRET_LEN_MAX, rule);

    } else {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"%V\": \"%V\" has %uz bytes: %s", &cmd->name,
                           path, len, rule);
    }

    return NGX_ERROR;
}


static void
ngx_http_cello_session_wipe_secret(void *data)
{
    ngx_explicit_memzero(data, sizeof(ngx_http_cello_session_secret_t));
}
