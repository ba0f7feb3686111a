-- CreateTable
CREATE TABLE "version_counters" (
    "noun" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "version_counters_pkey" PRIMARY KEY ("noun","name")
);

-- CreateTable
CREATE TABLE "datasets" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "bytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "datasets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_versions" (
    "id" UUID NOT NULL,
    "dataset_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "remaining_seconds" DOUBLE PRECISION,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sources_hash" TEXT,
    "split" JSONB NOT NULL DEFAULT '{}',
    "content_hash" TEXT,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "profile" JSONB,
    "problems" JSONB NOT NULL DEFAULT '[]',
    "parent" INTEGER,
    "excluded" INTEGER NOT NULL DEFAULT 0,
    "error" JSONB,
    "preview" INTEGER[],

    CONSTRAINT "dataset_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_sources" (
    "version_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "dataset_sources_pkey" PRIMARY KEY ("version_id","path")
);

-- CreateTable
CREATE TABLE "dataset_items" (
    "version_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "part" TEXT,
    "hash" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "channels" INTEGER NOT NULL,

    CONSTRAINT "dataset_items_pkey" PRIMARY KEY ("version_id","index")
);

-- CreateTable
CREATE TABLE "dataset_findings" (
    "version_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "severity" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "details" JSONB NOT NULL,
    "groups" JSONB NOT NULL,
    "excludable" INTEGER[],
    "items" INTEGER[],

    CONSTRAINT "dataset_findings_pkey" PRIMARY KEY ("version_id","kind")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "model" TEXT NOT NULL,
    "dataset" TEXT NOT NULL,
    "dataset_version" INTEGER NOT NULL,
    "dataset_version_id" UUID,
    "settings" JSONB NOT NULL,
    "seed" BIGINT NOT NULL,
    "register_as" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "stage" TEXT NOT NULL DEFAULT 'waiting',
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "remaining_seconds" DOUBLE PRECISION,
    "engine" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "metrics" JSONB,
    "baseline" JSONB,
    "registered_name" TEXT,
    "registered_version" INTEGER,
    "error" JSONB,
    "log_lines" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_metrics" (
    "run_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "run_metrics_pkey" PRIMARY KEY ("run_id","name","step")
);

-- CreateTable
CREATE TABLE "run_log_lines" (
    "run_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "level" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "run_log_lines_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateTable
CREATE TABLE "run_checkpoints" (
    "run_id" UUID NOT NULL,
    "state" JSONB NOT NULL,
    "files" JSONB NOT NULL,
    "hashes" TEXT[],
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_checkpoints_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "models" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "models_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_versions" (
    "id" UUID NOT NULL,
    "model_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" TEXT NOT NULL,
    "run_id" UUID NOT NULL,
    "dataset" TEXT NOT NULL,
    "dataset_version" INTEGER NOT NULL,
    "dataset_hash" TEXT NOT NULL,
    "dataset_version_id" UUID,
    "settings" JSONB NOT NULL,
    "seed" BIGINT NOT NULL,
    "engine" TEXT NOT NULL,
    "code_version" TEXT NOT NULL,
    "labels" JSONB NOT NULL,
    "threshold" DOUBLE PRECISION,
    "metrics" JSONB NOT NULL,
    "baseline" JSONB NOT NULL,
    "report" JSONB NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_files" (
    "version_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "model_files_pkey" PRIMARY KEY ("version_id","path")
);

-- CreateTable
CREATE TABLE "model_cases" (
    "version_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "item" JSONB NOT NULL,
    "actual" TEXT NOT NULL,
    "predicted" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "scores" JSONB NOT NULL,

    CONSTRAINT "model_cases_pkey" PRIMARY KEY ("version_id","index")
);

-- CreateTable
CREATE TABLE "model_aliases" (
    "model_id" BIGINT NOT NULL,
    "alias" TEXT NOT NULL,
    "version_id" UUID NOT NULL,

    CONSTRAINT "model_aliases_pkey" PRIMARY KEY ("model_id","alias")
);

-- CreateTable
CREATE TABLE "alias_moves" (
    "seq" BIGSERIAL NOT NULL,
    "model" TEXT NOT NULL,
    "alias" TEXT NOT NULL,
    "from_version" INTEGER,
    "to_version" INTEGER,
    "moved_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "note" TEXT,

    CONSTRAINT "alias_moves_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "answers" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "version_id" UUID NOT NULL,
    "input" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "scores" JSONB NOT NULL,
    "threshold" DOUBLE PRECISION,
    "explanation" JSONB,
    "seconds" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "outcome_label" TEXT,
    "outcome_at" TIMESTAMPTZ(3),
    "outcome_by" TEXT,

    CONSTRAINT "answers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_by" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "datasets_name_key" ON "datasets"("name");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_versions_dataset_id_version_key" ON "dataset_versions"("dataset_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_versions_dataset_id_sources_hash_key" ON "dataset_versions"("dataset_id", "sources_hash");

-- CreateIndex
CREATE INDEX "dataset_sources_hash_idx" ON "dataset_sources"("hash");

-- CreateIndex
CREATE INDEX "dataset_items_version_id_label_index_idx" ON "dataset_items"("version_id", "label", "index");

-- CreateIndex
CREATE INDEX "dataset_items_version_id_part_index_idx" ON "dataset_items"("version_id", "part", "index");

-- CreateIndex
CREATE INDEX "dataset_items_hash_idx" ON "dataset_items"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "runs_seq_key" ON "runs"("seq");

-- CreateIndex
CREATE INDEX "runs_state_seq_idx" ON "runs"("state", "seq");

-- CreateIndex
CREATE INDEX "runs_dataset_seq_idx" ON "runs"("dataset", "seq");

-- CreateIndex
CREATE INDEX "runs_dataset_version_id_idx" ON "runs"("dataset_version_id");

-- CreateIndex
CREATE INDEX "run_checkpoints_hashes_idx" ON "run_checkpoints" USING GIN ("hashes");

-- CreateIndex
CREATE UNIQUE INDEX "models_name_key" ON "models"("name");

-- CreateIndex
CREATE UNIQUE INDEX "model_versions_run_id_key" ON "model_versions"("run_id");

-- CreateIndex
CREATE INDEX "model_versions_dataset_version_id_idx" ON "model_versions"("dataset_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "model_versions_model_id_version_key" ON "model_versions"("model_id", "version");

-- CreateIndex
CREATE INDEX "model_files_hash_idx" ON "model_files"("hash");

-- CreateIndex
CREATE INDEX "model_cases_version_id_actual_predicted_index_idx" ON "model_cases"("version_id", "actual", "predicted", "index");

-- CreateIndex
CREATE INDEX "model_aliases_version_id_idx" ON "model_aliases"("version_id");

-- CreateIndex
CREATE INDEX "alias_moves_model_seq_idx" ON "alias_moves"("model", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "answers_seq_key" ON "answers"("seq");

-- CreateIndex
CREATE INDEX "answers_version_id_seq_idx" ON "answers"("version_id", "seq");

-- CreateIndex
CREATE INDEX "answers_input_hash_idx" ON "answers"("input_hash");

-- CreateIndex
CREATE INDEX "audit_events_subject_seq_idx" ON "audit_events"("subject", "seq");

-- CreateIndex
CREATE INDEX "audit_events_action_seq_idx" ON "audit_events"("action", "seq");

-- AddForeignKey
ALTER TABLE "dataset_versions" ADD CONSTRAINT "dataset_versions_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_sources" ADD CONSTRAINT "dataset_sources_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "dataset_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_items" ADD CONSTRAINT "dataset_items_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "dataset_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_findings" ADD CONSTRAINT "dataset_findings_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "dataset_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_dataset_version_id_fkey" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_versions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_metrics" ADD CONSTRAINT "run_metrics_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_log_lines" ADD CONSTRAINT "run_log_lines_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_checkpoints" ADD CONSTRAINT "run_checkpoints_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_dataset_version_id_fkey" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_versions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_files" ADD CONSTRAINT "model_files_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "model_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_cases" ADD CONSTRAINT "model_cases_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "model_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_aliases" ADD CONSTRAINT "model_aliases_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_aliases" ADD CONSTRAINT "model_aliases_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "model_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answers" ADD CONSTRAINT "answers_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "model_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Append-only: nobody, not even this program by mistake, edits what was written down.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP;
END;
$$;
CREATE TRIGGER "alias_moves_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "alias_moves"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_events"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
