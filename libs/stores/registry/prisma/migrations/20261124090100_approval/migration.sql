-- AlterTable
ALTER TABLE "model_versions" ADD COLUMN "validation_status" TEXT NOT NULL DEFAULT 'pending',
ADD COLUMN "validated_by" TEXT,
ADD COLUMN "validated_at" TIMESTAMPTZ(3),
ADD COLUMN "validation_note" TEXT;

-- Champions from before approvals existed go on serving, and say why.
UPDATE "model_versions" SET "validation_status" = 'approved', "validated_by" = 'system', "validated_at" = now(),
    "validation_note" = 'It was champion already when approvals were introduced.'
WHERE "id" IN (SELECT "version_id" FROM "model_aliases" WHERE "alias" = 'champion');
