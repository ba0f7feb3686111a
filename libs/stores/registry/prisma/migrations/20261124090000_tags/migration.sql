-- AlterTable
ALTER TABLE "runs" ADD COLUMN "tags" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "models" ADD COLUMN "tags" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "model_versions" ADD COLUMN "tags" JSONB NOT NULL DEFAULT '{}';
