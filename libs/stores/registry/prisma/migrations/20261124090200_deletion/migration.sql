-- AlterTable
ALTER TABLE "dataset_versions" ADD COLUMN "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN "deleted_by" TEXT;

-- AlterTable
ALTER TABLE "runs" ADD COLUMN "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN "deleted_by" TEXT;

-- AlterTable
ALTER TABLE "model_versions" ADD COLUMN "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN "deleted_by" TEXT;
