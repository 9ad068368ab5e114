CREATE TABLE `backup_jobs` (
    `id` CHAR(36) NOT NULL,
    `kind` ENUM('files', 'db', 'both', 'borg', 'restic') NOT NULL,
    `operation` VARCHAR(32) NOT NULL,
    `status` ENUM('queued', 'running', 'success', 'failed', 'cancelled') NOT NULL DEFAULT 'queued',
    `trigger` ENUM('user', 'schedule', 'cli', 'api', 'system') NOT NULL DEFAULT 'user',
    `plan_id` INTEGER NULL,
    `repository_id` CHAR(36) NULL,
    `requested_by` VARCHAR(191) NULL,
    `started_at` DATETIME(3) NULL,
    `finished_at` DATETIME(3) NULL,
    `duration_ms` BIGINT NULL,
    `error` TEXT NULL,
    `error_code` VARCHAR(64) NULL,
    `warnings` INTEGER NOT NULL DEFAULT 0,
    `artifact_count` INTEGER NOT NULL DEFAULT 0,
    `size` BIGINT NULL,
    `payload` JSON NOT NULL,
    `secret` TEXT NULL,
    `progress` JSON NULL,
    `result` JSON NULL,
    `lock_target` VARCHAR(191) NULL,
    `lock_key` VARCHAR(191) NULL,
    `dedupe_key` VARCHAR(191) NULL,
    `fence` INTEGER NOT NULL DEFAULT 0,
    `owner` JSON NULL,
    `heartbeat_at` DATETIME(3) NULL,
    `cancel_requested_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    UNIQUE INDEX `uq_lock_key`(`lock_key`),
    UNIQUE INDEX `uq_dedupe_key`(`dedupe_key`),
    INDEX `idx_status`(`status`),
    INDEX `idx_created_at`(`created_at`, `id`),
    INDEX `idx_plan_created_at`(`plan_id`, `created_at`),
    INDEX `idx_repository_created_at`(`repository_id`, `created_at`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `backup_artifacts` (
    `id` CHAR(36) NOT NULL,
    `job_id` CHAR(36) NOT NULL,
    `artifact_type` ENUM('files', 'database', 'borg', 'restic') NOT NULL,
    `file_path` VARCHAR(512) NOT NULL,
    `file_size` BIGINT NOT NULL,
    `sha256` CHAR(64) NULL,
    `manifest_path` VARCHAR(512) NULL,
    `facts` JSON NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    INDEX `idx_job_id`(`job_id`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `backup_settings` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(100) NOT NULL DEFAULT 'Default plan',
    `enabled` BOOLEAN NOT NULL DEFAULT true,
    `schedule` VARCHAR(100) NOT NULL DEFAULT '0 2 * * *',
    `timezone` VARCHAR(64) NOT NULL DEFAULT 'UTC',
    `keep_hourly` INTEGER NOT NULL DEFAULT 48,
    `keep_daily` INTEGER NOT NULL DEFAULT 30,
    `keep_weekly` INTEGER NOT NULL DEFAULT 12,
    `keep_monthly` INTEGER NOT NULL DEFAULT 6,
    `compression_level` INTEGER NOT NULL DEFAULT 3,
    `borg_repo_path` VARCHAR(512) NULL,
    `repository_id` CHAR(36) NULL,
    `include_paths` JSON NOT NULL,
    `exclude_patterns` JSON NOT NULL,
    `include_database` BOOLEAN NOT NULL DEFAULT true,
    `include_files` BOOLEAN NOT NULL DEFAULT true,
    `include_uploads` BOOLEAN NOT NULL DEFAULT true,
    `email_notifications` BOOLEAN NOT NULL DEFAULT false,
    `notification_email` VARCHAR(254) NULL,
    `verify_after_backup` BOOLEAN NOT NULL DEFAULT true,
    `next_run_at` DATETIME(3) NULL,
    `updated_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    INDEX `idx_due`(`enabled`, `next_run_at`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `job_events` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `job_id` CHAR(36) NOT NULL,
    `type` ENUM('state', 'progress', 'log') NOT NULL,
    `data` JSON NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    INDEX `idx_job_event`(`job_id`, `id`),
    INDEX `idx_event_created_at`(`created_at`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `repositories` (
    `id` CHAR(36) NOT NULL,
    `engine` ENUM('borg', 'restic') NOT NULL,
    `name` VARCHAR(100) NOT NULL,
    `location` VARCHAR(1024) NOT NULL,
    `canonical` VARCHAR(191) NOT NULL,
    `encryption_mode` VARCHAR(32) NULL,
    `passphrase` TEXT NULL,
    `engine_id` VARCHAR(64) NULL,
    `initialized_at` DATETIME(3) NULL,
    `total_size` BIGINT NULL,
    `unique_size` BIGINT NULL,
    `archives_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    UNIQUE INDEX `uq_canonical`(`canonical`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `archives` (
    `id` CHAR(36) NOT NULL,
    `repository_id` CHAR(36) NOT NULL,
    `engine_id` CHAR(64) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    `started_at` DATETIME(3) NOT NULL,
    `hostname` VARCHAR(255) NULL,
    `username` VARCHAR(255) NULL,
    `job_id` CHAR(36) NULL,
    `nfiles` BIGINT NULL,
    `original_size` BIGINT NULL,
    `deduplicated_size` BIGINT NULL,
    UNIQUE INDEX `uq_repository_archive`(`repository_id`, `engine_id`),
    INDEX `idx_repository_started_at`(`repository_id`, `started_at`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `users` (
    `id` CHAR(36) NOT NULL,
    `email` VARCHAR(191) NOT NULL,
    `name` VARCHAR(100) NOT NULL,
    `role` ENUM('moderator', 'admin', 'super_admin') NOT NULL,
    `password_hash` VARCHAR(255) NOT NULL,
    `disabled_at` DATETIME(3) NULL,
    `last_login_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    UNIQUE INDEX `uq_email`(`email`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `sessions` (
    `id` CHAR(36) NOT NULL,
    `user_id` CHAR(36) NOT NULL,
    `address` VARCHAR(64) NULL,
    `user_agent` VARCHAR(255) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `last_seen_at` DATETIME(3) NOT NULL,
    `expires_at` DATETIME(3) NOT NULL,
    `revoked_at` DATETIME(3) NULL,
    INDEX `idx_session_user`(`user_id`),
    INDEX `idx_session_expires_at`(`expires_at`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `api_tokens` (
    `id` CHAR(36) NOT NULL,
    `name` VARCHAR(100) NOT NULL,
    `role` ENUM('moderator', 'admin', 'super_admin') NOT NULL,
    `prefix` VARCHAR(16) NOT NULL,
    `hash` CHAR(64) NOT NULL,
    `created_by` VARCHAR(191) NOT NULL,
    `expires_at` DATETIME(3) NULL,
    `last_used_at` DATETIME(3) NULL,
    `revoked_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    UNIQUE INDEX `uq_token_hash`(`hash`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `login_attempts` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `subject` VARCHAR(191) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    INDEX `idx_attempt_subject`(`subject`, `created_at`),
    INDEX `idx_attempt_created_at`(`created_at`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `app_state` (
    `name` VARCHAR(64) NOT NULL,
    `value` JSON NOT NULL,
    `updated_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`name`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `audit_log` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `action` VARCHAR(64) NOT NULL,
    `actor` VARCHAR(191) NOT NULL,
    `actor_type` VARCHAR(16) NOT NULL,
    `role` VARCHAR(16) NULL,
    `target` VARCHAR(512) NULL,
    `outcome` VARCHAR(64) NOT NULL,
    `details` JSON NULL,
    `door` VARCHAR(16) NOT NULL,
    `address` VARCHAR(64) NULL,
    `created_at` DATETIME(3) NOT NULL,
    `prev_hash` CHAR(64) NOT NULL,
    `hash` CHAR(64) NOT NULL,
    INDEX `idx_audit_created_at`(`created_at`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `backup_artifacts` ADD CONSTRAINT `fk_artifact_job` FOREIGN KEY (`job_id`) REFERENCES `backup_jobs`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `job_events` ADD CONSTRAINT `fk_event_job` FOREIGN KEY (`job_id`) REFERENCES `backup_jobs`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `archives` ADD CONSTRAINT `fk_archive_repository` FOREIGN KEY (`repository_id`) REFERENCES `repositories`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `sessions` ADD CONSTRAINT `fk_session_user` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO `app_state` (`name`, `value`) VALUES ('audit_head', '{"hash":"0000000000000000000000000000000000000000000000000000000000000000"}');
