// Made by `npm run generate` from the OpenAPI description of the api; not to be edited.

export interface paths {
    "/api/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The database answers too */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers, newest first */
        get: operations["listAnswers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/answers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One answer */
        get: operations["getAnswer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/answers/{id}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records what a part turned out to be */
        post: operations["recordOutcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was changed, and who saw what concerns people; newest first */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Datasets, newest first */
        get: operations["listDatasets"];
        put?: never;
        /** Hands over files as a dataset, or as its next version; they are inspected in the background */
        post: operations["importDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One dataset with its latest version */
        get: operations["getDataset"];
        put?: never;
        post?: never;
        /** Deletes a dataset: out of sight now, really once it has waited */
        delete: operations["deleteDataset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}:restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings all deleted versions of a dataset back */
        post: operations["restoreDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new version without some pictures; the old one stays as it is */
        post: operations["deriveDatasetVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version with its profile and findings */
        get: operations["getDatasetVersion"];
        put?: never;
        post?: never;
        /** Deletes one version: out of sight now, really once it has waited */
        delete: operations["deleteDatasetVersion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/versions/{version}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops an inspection that waits or runs */
        post: operations["cancelInspection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/versions/{version}:restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings a deleted dataset version back */
        post: operations["restoreDatasetVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/versions/{version}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings of a version with the pictures of each */
        get: operations["listDatasetFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/versions/{version}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pictures of a version */
        get: operations["listDatasetItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/versions/{version}/items/{index}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture as it was handed over, or as a thumbnail */
        get: operations["getDatasetImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was deleted and waits, last deleted first */
        get: operations["listDeleted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deleted:purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Really deletes all that waits, now, and frees its bytes */
        post: operations["purgeDeleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that happens, as server-sent events named dataset, run and model */
        get: operations["watchEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Background work that waits or runs, and the newest that is over */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of service accounts, newest first, those that are over included */
        get: operations["listKeys"];
        put?: never;
        /** Makes a key for a service account; this is the only time that it is shown */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key: the next request with it is refused */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/model-definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that can be trained, with its settings */
        get: operations["listModelDefinitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Models, newest first */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One model with its latest version and its aliases */
        get: operations["getModel"];
        put?: never;
        post?: never;
        /** Deletes a model: out of sight now, really once it has waited */
        delete: operations["deleteModel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}:restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings all deleted versions of a model back */
        post: operations["restoreModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every move of every alias, newest first */
        get: operations["listAliasMoves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/aliases/{alias}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The version that an alias points to */
        get: operations["getAlias"];
        /** Moves an alias to a version */
        put: operations["moveAlias"];
        post?: never;
        /** Takes an alias away from whatever version has it */
        delete: operations["clearAlias"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/aliases/{alias}:return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an alias back to the version that had it before its last move */
        post: operations["returnAlias"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags of a model */
        get: operations["getModelTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/tags/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets a tag of a model; gives all of them */
        put: operations["setModelTag"];
        post?: never;
        /** Deletes a tag of a model; gives those left */
        delete: operations["deleteModelTag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of a model, newest first */
        get: operations["listModelVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version with its figures and its lineage */
        get: operations["getModelVersion"];
        put?: never;
        post?: never;
        /** Deletes one version: out of sight now, really once it has waited */
        delete: operations["deleteModelVersion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}:approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a version, so that it may become champion */
        post: operations["approveModelVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}:reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rejects a version, so that it cannot become champion */
        post: operations["rejectModelVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}:restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings a deleted model version back */
        post: operations["restoreModelVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Held-out pictures and what the version said to each */
        get: operations["listCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}/cases/{index}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the version looked at a held-out picture */
        get: operations["explainCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Holds a version against a part of a dataset version */
        post: operations["evaluateModelVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}/exports/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A trained model as one file for other tools */
        get: operations["exportModelVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}/files/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of a trained model, such as weights.safetensors */
        get: operations["getModelFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags of a model version */
        get: operations["getModelVersionTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}/tags/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets a tag of a model version; gives all of them */
        put: operations["setModelVersionTag"];
        post?: never;
        /** Deletes a tag of a model version; gives those left */
        delete: operations["deleteModelVersionTag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/predictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a model says to photographs; each is answered or refused on its own */
        post: operations["predict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs, newest first */
        get: operations["listRuns"];
        put?: never;
        /** Starts a training in the background */
        post: operations["startRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs:compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs side by side: params, figures beside a baseline, curves */
        post: operations["compareRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run with its curves and its log */
        get: operations["getRun"];
        put?: never;
        post?: never;
        /** Deletes a run that is over; a model that it gave stays */
        delete: operations["deleteRun"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a run within one batch */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}:restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings a deleted run back */
        post: operations["restoreRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run as server-sent events: all of it first, then what happens; ends with the run */
        get: operations["watchRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags of a run */
        get: operations["getRunTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/tags/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets a tag of a run; gives all of them */
        put: operations["setRunTag"];
        post?: never;
        /** Deletes a tag of a run; gives those left */
        delete: operations["deleteRunTag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who this caller is, what they may do, and how somebody signs in here */
        get: operations["getSession"];
        put?: never;
        /** Signs in with a password or the access key and gets a cookie */
        post: operations["signIn"];
        /** Signs out: the session is over */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Chooses a password with a link that counts once, and signs in */
        post: operations["redeemLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Chooses another password; all other sessions end */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a sign-in at the provider of the plant: the browser goes to the address */
        post: operations["startProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/provider/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the provider of the plant sends the browser back to */
        get: operations["returnFromProvider"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Browsers the caller is signed in with, newest first */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a session of the caller: it is out with its next request */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What runs here: version, engines, services, stored bytes */
        get: operations["getSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People with an account, newest first */
        get: operations["listUsers"];
        put?: never;
        /** Makes an account; the link to choose a password with is shown this one time */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /** Deletes an account; what the person did stays in the audit trail */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /** Changes name or roles, or shuts somebody out; what is left out stays */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/users/{id}:link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new link to choose a password with; earlier ones do not count any more */
        post: operations["makeUserLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Browsers that a person is signed in with, newest first */
        get: operations["listUserSessions"];
        put?: never;
        post?: never;
        /** Ends all sessions of a person */
        delete: operations["endUserSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Subscriptions of other back ends, newest first */
        get: operations["listWebhooks"];
        put?: never;
        /** Subscribes; this is the only time that the secret is shown */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One subscription */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /** Ends a subscription; what waits for it is not sent any more */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /** Changes what is named; the rest stays */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/api/v1/webhooks/{id}:rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a new secret, shown this once; messages carry both signatures for a time */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}:test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a signed `webhook.test` at once, and says what came back */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log of what was sent in the last 30 days, newest first */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries/{delivery}:redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one more time, with the same webhook-id */
        post: operations["redeliverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this server is and which extensions it has */
        get: operations["serverMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["serverLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The database answers too */
        get: operations["serverReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inputs and outputs of a model: of its champion, else of its latest version */
        get: operations["modelMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a model says to tensors */
        post: operations["modelInfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The model can be asked */
        get: operations["modelReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inputs and outputs of one version */
        get: operations["modelVersionMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/versions/{version}/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What one version says to tensors */
        post: operations["modelVersionInfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/versions/{version}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The version can be asked */
        get: operations["modelVersionReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AliasMove: {
            /** @enum {string} */
            alias: "champion" | "challenger";
            /** Format: date-time */
            at: string;
            by: string;
            from: number | null;
            note: string | null;
            to: number | null;
        };
        Answer: {
            answer: string;
            confidence: number;
            /** Format: date-time */
            createdAt: string;
            dataset: string;
            datasetVersion: number;
            explanation: components["schemas"]["HeatMap"] | null;
            /** Format: uuid */
            id: string;
            input: string;
            inputHash: string;
            model: string;
            outcome: {
                /** Format: date-time */
                at: string;
                by: string;
                label: string;
            } | null;
            scores: {
                [key: string]: number;
            };
            seconds: number;
            threshold: number | null;
            version: number;
        };
        AnswerToItem: {
            answer: string;
            confidence: number;
            /** Format: date-time */
            createdAt: string;
            dataset: string;
            datasetVersion: number;
            explanation: components["schemas"]["HeatMap"] | null;
            /** Format: uuid */
            id: string;
            index: number;
            input: string;
            inputHash: string;
            model: string;
            outcome: {
                /** Format: date-time */
                at: string;
                by: string;
                label: string;
            } | null;
            scores: {
                [key: string]: number;
            };
            seconds: number;
            threshold: number | null;
            version: number;
        };
        ApiKey: {
            account: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            lastUsedAt: string | null;
            prefix: string;
            revokedAt: string | null;
            scopes: ("read" | "predict" | "data" | "train" | "models")[];
        };
        AuditEvent: {
            action: string;
            /** Format: date-time */
            at: string;
            by: string;
            details: {
                [key: string]: unknown;
            };
            seq: number;
            subject: string;
        };
        Bilingual: {
            en: string;
            zh: string;
        };
        Case: {
            actual: string;
            confidence: number;
            item: components["schemas"]["DatasetItem"];
            predicted: string;
            scores: {
                [key: string]: number;
            };
        };
        ChangePassword: {
            current: string;
            next: string;
        };
        ChangeWebhook: {
            description?: string;
            enabled?: boolean;
            events?: ("registered_model.created" | "model_version.created" | "model_version_alias.created" | "run.completed" | "run.failed" | "run.canceled" | "dataset_version.ready" | "dataset_version.rejected")[];
            name?: string;
            url?: string;
        };
        ClassificationReport: {
            accuracyInterval: [
                number,
                number
            ];
            baseline: {
                [key: string]: number;
            };
            baselineName: string;
            classes: {
                f1: number;
                label: string;
                precision: number;
                recall: number;
                recallInterval: [
                    number,
                    number
                ];
                support: number;
            }[];
            labels: string[];
            matrix: number[][];
            metrics: {
                [key: string]: number;
            };
            part: string;
            rows: number;
        };
        ComparedRun: {
            /** Format: date-time */
            createdAt: string;
            dataset: string;
            datasetVersion: number;
            engine: string | null;
            figures: {
                [key: string]: {
                    difference: number | null;
                    ratio: number | null;
                    value: number;
                };
            };
            /** Format: uuid */
            id: string;
            model: string;
            name: string;
            params: {
                [key: string]: unknown;
            };
            seconds: number | null;
            seed: number;
            /** @enum {string} */
            state: "pending" | "running" | "completed" | "failed" | "canceled";
            tags: components["schemas"]["Tags"];
        };
        CompareRuns: {
            /** Format: uuid */
            baseline?: string;
            filter?: string;
            ids?: string[];
            metric?: string;
            /** @default 100 */
            points?: number;
        };
        CreateKey: {
            account: string;
            /**
             * @default 366
             * @example 90
             */
            days?: number | null;
            scopes: ("read" | "predict" | "data" | "train" | "models")[];
        };
        CreateUser: {
            /** @example ana@plant.example */
            email: string & (unknown & unknown);
            /** @default [] */
            grants?: components["schemas"]["GrantWish"][];
            name: string;
        };
        CreateWebhook: {
            /** @default  */
            description?: string;
            /** @default true */
            enabled?: boolean;
            events: ("registered_model.created" | "model_version.created" | "model_version_alias.created" | "run.completed" | "run.failed" | "run.canceled" | "dataset_version.ready" | "dataset_version.rejected")[];
            name: string;
            url: string;
        };
        Dataset: {
            bytes: number;
            /** Format: date-time */
            createdAt: string;
            /** @enum {string} */
            kind: "images";
            latest: components["schemas"]["DatasetVersion"];
            name: string;
            preview: number[];
            versions: number[];
        };
        DatasetItem: {
            bytes: number;
            channels: number;
            hash: string;
            height: number;
            index: number;
            label: string;
            part: ("train" | "validation" | "test") | null;
            path: string;
            width: number;
        };
        DatasetVersion: {
            contentHash: string | null;
            /** Format: date-time */
            createdAt: string;
            dataset: string;
            error: components["schemas"]["ShownProblem"] | null;
            excluded: number;
            findings: {
                count: number;
                details: {
                    [key: string]: string | number;
                };
                excludableCount: number;
                /** @enum {string} */
                kind: "unreadable" | "exact-duplicate" | "near-duplicate" | "train-test-duplicate" | "train-test-near-duplicate" | "label-conflict" | "odd-size" | "blur" | "class-imbalance" | "small-class";
                /** @enum {string} */
                severity: "info" | "warning" | "error";
            }[];
            /** @enum {string} */
            kind: "images";
            parent: number | null;
            problems: components["schemas"]["ShownProblem"][];
            profile: {
                bytes: number;
                classes: {
                    label: string;
                    test: number;
                    total: number;
                    train: number;
                    unassigned: number;
                    validation: number;
                }[];
                colour: boolean;
                height: {
                    max: number;
                    median: number;
                    min: number;
                };
                width: {
                    max: number;
                    median: number;
                    min: number;
                };
            } | null;
            progress: number;
            rejected: number;
            remainingSeconds: number | null;
            rows: number;
            /** @enum {string} */
            state: "received" | "inspecting" | "ready" | "rejected";
            version: number;
        };
        Deleted: {
            deleted: string[];
            freedBytes: number;
            purgeAt: string | null;
        };
        DeletedItem: {
            bytes: number;
            /** Format: date-time */
            deletedAt: string;
            deletedBy: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            noun: "dataset" | "model" | "run";
            /** Format: date-time */
            purgeAt: string;
            version: number | null;
        };
        DeletedPage: {
            items: components["schemas"]["DeletedItem"][];
            nextCursor: string | null;
            total: number;
            waitDays: number;
        };
        DeriveVersion: {
            /** @default [] */
            exclude?: number[];
            /** @default [] */
            excludeFindings?: ("unreadable" | "exact-duplicate" | "near-duplicate" | "train-test-duplicate" | "train-test-near-duplicate" | "label-conflict" | "odd-size" | "blur" | "class-imbalance" | "small-class")[];
            from: number;
        };
        EngineStatus: {
            available: boolean;
            chosen: boolean;
            /** @example wasm */
            name: string;
            reason: string;
        };
        Evaluate: {
            dataset: string;
            /** @enum {string} */
            part?: "train" | "validation" | "test";
            version?: number;
        };
        Evaluation: {
            dataset: string;
            datasetVersion: number;
            model: string;
            report: components["schemas"]["ClassificationReport"];
            version: number;
        };
        Finding: {
            count: number;
            details: {
                [key: string]: string | number;
            };
            excludable: number[];
            groups: number[][];
            /** @enum {string} */
            kind: "unreadable" | "exact-duplicate" | "near-duplicate" | "train-test-duplicate" | "train-test-near-duplicate" | "label-conflict" | "odd-size" | "blur" | "class-imbalance" | "small-class";
            /** @enum {string} */
            severity: "info" | "warning" | "error";
        };
        Grant: {
            line: string | null;
            role: components["schemas"]["Role"];
            site: string | null;
        };
        GrantWish: {
            /** @default null */
            line?: string | null;
            role: components["schemas"]["Role"];
            /** @default null */
            site?: string | null;
        };
        Health: {
            /** @enum {string} */
            status: "live" | "ready";
        };
        HeatMap: {
            height: number;
            label: string;
            /** @enum {string} */
            method: "grad-cam";
            values: number[][];
            width: number;
        };
        ImportResult: {
            dataset: string;
            job: string;
            problems?: components["schemas"]["ShownProblem"][];
            version: number;
        };
        InferenceError: {
            error: string;
        };
        InferenceInput: {
            data?: unknown[];
            /** @enum {string} */
            datatype: "BOOL" | "UINT8" | "UINT16" | "UINT32" | "UINT64" | "INT8" | "INT16" | "INT32" | "INT64" | "FP16" | "FP32" | "FP64" | "BYTES";
            name: string;
            parameters?: {
                binary_data_size?: number;
                content_type?: string;
            } & {
                [key: string]: string | number | boolean;
            };
            shape: number[];
        };
        InferenceOutput: {
            data?: (string | number | boolean)[];
            /** @enum {string} */
            datatype: "BOOL" | "UINT8" | "UINT16" | "UINT32" | "UINT64" | "INT8" | "INT16" | "INT32" | "INT64" | "FP16" | "FP32" | "FP64" | "BYTES";
            name: string;
            parameters?: {
                binary_data_size: number;
            };
            shape: number[];
        };
        /**
         * @example {
         *       "id": "part-00017",
         *       "inputs": [
         *         {
         *           "name": "image",
         *           "shape": [
         *             1
         *           ],
         *           "datatype": "BYTES",
         *           "parameters": {
         *             "content_type": "base64"
         *           },
         *           "data": [
         *             "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
         *           ]
         *         }
         *       ]
         *     }
         */
        InferenceRequest: {
            id?: string;
            inputs: components["schemas"]["InferenceInput"][];
            outputs?: components["schemas"]["RequestedOutput"][];
            parameters?: {
                binary_data_output?: boolean;
                content_type?: string;
            } & {
                [key: string]: string | number | boolean;
            };
        };
        /**
         * @example {
         *       "model_name": "flanges",
         *       "model_version": "1",
         *       "id": "part-00017",
         *       "outputs": [
         *         {
         *           "name": "label",
         *           "shape": [
         *             1
         *           ],
         *           "datatype": "BYTES",
         *           "data": [
         *             "scratch"
         *           ]
         *         },
         *         {
         *           "name": "confidence",
         *           "shape": [
         *             1
         *           ],
         *           "datatype": "FP32",
         *           "data": [
         *             0.97
         *           ]
         *         },
         *         {
         *           "name": "scores",
         *           "shape": [
         *             1,
         *             2
         *           ],
         *           "datatype": "FP32",
         *           "data": [
         *             0.03,
         *             0.97
         *           ]
         *         }
         *       ]
         *     }
         */
        InferenceResponse: {
            id?: string;
            model_name: string;
            model_version: string;
            outputs: components["schemas"]["InferenceOutput"][];
        };
        InferenceServer: {
            extensions: string[];
            name: string;
            version: string;
        };
        Job: {
            /** Format: date-time */
            createdAt: string;
            /** @example inspect-flanges-1 */
            id: string;
            /** @example dataset.inspect */
            name: string;
            payload: {
                [key: string]: unknown;
            };
            progress: number;
            /** @enum {string} */
            state: "pending" | "running" | "completed" | "failed" | "canceled";
        };
        LogLine: {
            /** Format: date-time */
            at: string;
            data: {
                [key: string]: string | number | boolean;
            };
            event: string;
            /** @enum {string} */
            level: "info" | "warning" | "error";
            seq: number;
        };
        MetricPoint: {
            /** Format: date-time */
            at: string;
            name: string;
            step: number;
            value: number;
        };
        Model: {
            aliases: {
                /** @enum {string} */
                alias: "champion" | "challenger";
                version: number;
            }[];
            bytes: number;
            /** Format: date-time */
            createdAt: string;
            latest: components["schemas"]["ModelVersion"];
            name: string;
            tags: components["schemas"]["Tags"];
            versions: number[];
        };
        ModelDefinition: {
            defaults: {
                [key: string]: unknown;
            };
            id: string;
            /** @enum {string} */
            kind: "images";
            settings: {
                [key: string]: unknown;
            };
            summary: components["schemas"]["Bilingual"];
            title: components["schemas"]["Bilingual"];
        };
        ModelReady: {
            name: string;
            ready: boolean;
        };
        ModelVersion: {
            aliases: ("champion" | "challenger")[];
            baseline: {
                [key: string]: number;
            };
            codeVersion: string;
            /** Format: date-time */
            createdAt: string;
            dataset: string;
            datasetDeleted: boolean;
            datasetHash: string;
            datasetVersion: number;
            definition: string;
            engine: string;
            files: {
                bytes: number;
                hash: string;
                path: string;
            }[];
            labels: string[];
            metrics: {
                [key: string]: number;
            };
            name: string;
            report: components["schemas"]["ClassificationReport"];
            /** Format: uuid */
            run: string;
            seconds: number;
            seed: number;
            settings: {
                [key: string]: unknown;
            };
            tags: components["schemas"]["Tags"];
            threshold: number | null;
            validation: components["schemas"]["Validation"];
            version: number;
        };
        MoveAlias: {
            approve?: boolean;
            note?: string;
            version: number;
        };
        NewKey: {
            account: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            key: string;
            lastUsedAt: string | null;
            prefix: string;
            revokedAt: string | null;
            scopes: ("read" | "predict" | "data" | "train" | "models")[];
        };
        NewWebhook: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            description: string;
            enabled: boolean;
            events: ("registered_model.created" | "model_version.created" | "model_version_alias.created" | "run.completed" | "run.failed" | "run.canceled" | "dataset_version.ready" | "dataset_version.rejected")[];
            goneAt: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            previousSecretUntil: string | null;
            secret: string;
            /** Format: date-time */
            updatedAt: string;
            url: string;
        };
        Outcome: {
            label: string;
        };
        PlatformEvent: {
            dataset: string;
            progress: number;
            remainingSeconds: number | null;
            /** @enum {string} */
            state: "received" | "inspecting" | "ready" | "rejected";
            /** @constant */
            type: "dataset";
            version: number;
        } | {
            log: components["schemas"]["LogLine"][];
            points: components["schemas"]["MetricPoint"][];
            progress: number;
            remainingSeconds: number | null;
            /** Format: uuid */
            run: string;
            /** @enum {string} */
            stage: "waiting" | "preparing" | "training" | "evaluating" | "saving" | "done";
            /** @enum {string} */
            state: "pending" | "running" | "completed" | "failed" | "canceled";
            /** @constant */
            type: "run";
        } | {
            model: string;
            /** @constant */
            type: "model";
            version: number;
        };
        PredictionResult: {
            answers: components["schemas"]["AnswerToItem"][];
            problems: components["schemas"]["ProblemOfItem"][];
        };
        Problem: {
            /** @enum {string} */
            code: "internal" | "request.invalid" | "request.not-found" | "request.cancelled" | "service.unavailable" | "response.invalid" | "access.host" | "access.origin" | "access.key" | "access.scope" | "access.key-not-found" | "settings.invalid" | "access.role" | "session.ended" | "session.credentials" | "session.link" | "session.provider" | "session.no-provider" | "session.not-found" | "session.no-person" | "user.not-found" | "user.taken" | "user.last-administrator" | "request.too-large" | "request.too-deep" | "request.idempotency-reused" | "request.idempotency-unanswered" | "request.stale" | "run.filter" | "request.too-slow" | "request.encoding" | "request.media-type" | "access.attempts" | "file.sent-twice" | "file.unsafe-name" | "file.link" | "file.not-found" | "api.unreachable" | "command.usage" | "answer.too-large" | "answer.too-many" | "artifact.not-found" | "artifact.damaged" | "storage.full" | "upload.cut-off" | "database.unavailable" | "dataset.not-found" | "dataset.duplicate" | "dataset.not-ready" | "dataset.in-use" | "dataset.immutable" | "dataset.in-training" | "dataset.no-item" | "dataset.empty" | "dataset.single-class" | "dataset.class-too-small" | "dataset.too-many-excluded" | "dataset.nothing-excluded" | "dataset.part-empty" | "archive.unsafe-path" | "archive.link" | "archive.encrypted" | "file.too-large" | "image.no-class" | "csv.not-listed" | "archive.expansion" | "archive.unreadable" | "file.name-encoding" | "file.unsupported" | "csv.row" | "image.unreadable" | "image.too-large" | "idx.unreadable" | "tensor.shape" | "tensor.value" | "tensor.format" | "network.layer" | "network.shape" | "network.export" | "network.diverged" | "training.stopped" | "engine.unavailable" | "engine.memory" | "engine.crashed" | "model.not-found" | "model.unknown-definition" | "model.not-trained" | "model.incomplete" | "model.unknown-label" | "model.in-use" | "run.not-found" | "run.finished" | "answer.not-found" | "answer.unknown-label" | "answer.no-input" | "reference.unavailable" | "job.lost" | "tag.too-many" | "tag.not-found" | "tag.reserved" | "model.not-approved" | "alias.no-return" | "run.active" | "deleted.not-found" | "inference.header-length" | "inference.inputs" | "inference.outputs" | "inference.datatype" | "inference.shape" | "inference.elements" | "inference.bytes" | "inference.value" | "inference.parameter" | "inference.no-version" | "inference.not-ready" | "webhook.not-found" | "webhook.no-delivery" | "webhook.disabled" | "webhook.url" | "webhook.address" | "webhook.unresolved" | "webhook.connection" | "webhook.timeout" | "webhook.redirect" | "webhook.refused" | "webhook.gone" | "webhook.secret";
            detail: string;
            errors: components["schemas"]["ShownProblem"][];
            hint: string;
            requestId: string;
            status: number;
            title: string;
            type: string;
        };
        ProblemOfItem: {
            /** @enum {string} */
            code: "internal" | "request.invalid" | "request.not-found" | "request.cancelled" | "service.unavailable" | "response.invalid" | "access.host" | "access.origin" | "access.key" | "access.scope" | "access.key-not-found" | "settings.invalid" | "access.role" | "session.ended" | "session.credentials" | "session.link" | "session.provider" | "session.no-provider" | "session.not-found" | "session.no-person" | "user.not-found" | "user.taken" | "user.last-administrator" | "request.too-large" | "request.too-deep" | "request.idempotency-reused" | "request.idempotency-unanswered" | "request.stale" | "run.filter" | "request.too-slow" | "request.encoding" | "request.media-type" | "access.attempts" | "file.sent-twice" | "file.unsafe-name" | "file.link" | "file.not-found" | "api.unreachable" | "command.usage" | "answer.too-large" | "answer.too-many" | "artifact.not-found" | "artifact.damaged" | "storage.full" | "upload.cut-off" | "database.unavailable" | "dataset.not-found" | "dataset.duplicate" | "dataset.not-ready" | "dataset.in-use" | "dataset.immutable" | "dataset.in-training" | "dataset.no-item" | "dataset.empty" | "dataset.single-class" | "dataset.class-too-small" | "dataset.too-many-excluded" | "dataset.nothing-excluded" | "dataset.part-empty" | "archive.unsafe-path" | "archive.link" | "archive.encrypted" | "file.too-large" | "image.no-class" | "csv.not-listed" | "archive.expansion" | "archive.unreadable" | "file.name-encoding" | "file.unsupported" | "csv.row" | "image.unreadable" | "image.too-large" | "idx.unreadable" | "tensor.shape" | "tensor.value" | "tensor.format" | "network.layer" | "network.shape" | "network.export" | "network.diverged" | "training.stopped" | "engine.unavailable" | "engine.memory" | "engine.crashed" | "model.not-found" | "model.unknown-definition" | "model.not-trained" | "model.incomplete" | "model.unknown-label" | "model.in-use" | "run.not-found" | "run.finished" | "answer.not-found" | "answer.unknown-label" | "answer.no-input" | "reference.unavailable" | "job.lost" | "tag.too-many" | "tag.not-found" | "tag.reserved" | "model.not-approved" | "alias.no-return" | "run.active" | "deleted.not-found" | "inference.header-length" | "inference.inputs" | "inference.outputs" | "inference.datatype" | "inference.shape" | "inference.elements" | "inference.bytes" | "inference.value" | "inference.parameter" | "inference.no-version" | "inference.not-ready" | "webhook.not-found" | "webhook.no-delivery" | "webhook.disabled" | "webhook.url" | "webhook.address" | "webhook.unresolved" | "webhook.connection" | "webhook.timeout" | "webhook.redirect" | "webhook.refused" | "webhook.gone" | "webhook.secret";
            column?: string;
            file?: string;
            hint: string;
            index: number;
            message: string;
            params: {
                [key: string]: string | number | components["schemas"]["Bilingual"];
            };
            row?: number;
        };
        ProviderStart: {
            /** Format: uri */
            url: string;
        };
        Purged: {
            freedBytes: number;
        };
        RedeemLink: {
            first?: {
                /** @example ana@plant.example */
                email: string & (unknown & unknown);
                name: string;
            };
            password: string;
            token: string;
        };
        RequestedOutput: {
            name: string;
            parameters?: {
                binary_data?: boolean;
            } & {
                [key: string]: string | number | boolean;
            };
        };
        Restored: {
            restored: string[];
        };
        ReturnAlias: {
            note?: string;
        };
        Review: {
            note?: string;
        };
        /** @enum {string} */
        Role: "viewer" | "planner" | "quality" | "maintenance" | "process" | "trainer" | "engineer" | "administrator";
        /** @default {} */
        RotateSecret: {
            /** @default 24 */
            hours?: number;
        };
        Run: {
            attempts: number;
            baseline: {
                [key: string]: number;
            } | null;
            /** Format: date-time */
            createdAt: string;
            dataset: string;
            datasetVersion: number;
            engine: string | null;
            error: components["schemas"]["ShownProblem"] | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            metrics: {
                [key: string]: number;
            } | null;
            model: string;
            progress: number;
            registerAs: string;
            registered: {
                name: string;
                version: number;
            } | null;
            remainingSeconds: number | null;
            seconds: number | null;
            seed: number;
            settings: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            stage: "waiting" | "preparing" | "training" | "evaluating" | "saving" | "done";
            startedAt: string | null;
            /** @enum {string} */
            state: "pending" | "running" | "completed" | "failed" | "canceled";
            tags: components["schemas"]["Tags"];
        };
        RunComparison: {
            baseline: string | null;
            curves: {
                points: [
                    number,
                    number
                ][];
                /** Format: uuid */
                run: string;
            }[];
            figures: {
                name: string;
                runs: number;
            }[];
            metric: string | null;
            metrics: {
                name: string;
                runs: number;
            }[];
            missing: string[];
            params: {
                differs: boolean;
                name: string;
            }[];
            runs: components["schemas"]["ComparedRun"][];
        };
        RunDetail: {
            attempts: number;
            baseline: {
                [key: string]: number;
            } | null;
            /** Format: date-time */
            createdAt: string;
            dataset: string;
            datasetVersion: number;
            engine: string | null;
            error: components["schemas"]["ShownProblem"] | null;
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            log: components["schemas"]["LogLine"][];
            metrics: {
                [key: string]: number;
            } | null;
            model: string;
            points: components["schemas"]["MetricPoint"][];
            progress: number;
            registerAs: string;
            registered: {
                name: string;
                version: number;
            } | null;
            remainingSeconds: number | null;
            seconds: number | null;
            seed: number;
            settings: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            stage: "waiting" | "preparing" | "training" | "evaluating" | "saving" | "done";
            startedAt: string | null;
            /** @enum {string} */
            state: "pending" | "running" | "completed" | "failed" | "canceled";
            tags: components["schemas"]["Tags"];
        };
        ServedModel: {
            inputs: components["schemas"]["TensorMetadata"][];
            name: string;
            outputs: components["schemas"]["TensorMetadata"][];
            platform: string;
            versions: string[];
        };
        ServerLive: {
            live: boolean;
        };
        ServerReady: {
            live: boolean;
            ready: boolean;
        };
        Session: {
            by: string | null;
            first: boolean;
            keyRequired: boolean;
            permissions: ("read" | "predict" | "data" | "train" | "models" | "administer")[];
            provider: string | null;
            signedIn: boolean;
            user: {
                email: string;
                grants: components["schemas"]["Grant"][];
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
        };
        SetTag: {
            value: string;
        };
        ShownProblem: {
            /** @enum {string} */
            code: "internal" | "request.invalid" | "request.not-found" | "request.cancelled" | "service.unavailable" | "response.invalid" | "access.host" | "access.origin" | "access.key" | "access.scope" | "access.key-not-found" | "settings.invalid" | "access.role" | "session.ended" | "session.credentials" | "session.link" | "session.provider" | "session.no-provider" | "session.not-found" | "session.no-person" | "user.not-found" | "user.taken" | "user.last-administrator" | "request.too-large" | "request.too-deep" | "request.idempotency-reused" | "request.idempotency-unanswered" | "request.stale" | "run.filter" | "request.too-slow" | "request.encoding" | "request.media-type" | "access.attempts" | "file.sent-twice" | "file.unsafe-name" | "file.link" | "file.not-found" | "api.unreachable" | "command.usage" | "answer.too-large" | "answer.too-many" | "artifact.not-found" | "artifact.damaged" | "storage.full" | "upload.cut-off" | "database.unavailable" | "dataset.not-found" | "dataset.duplicate" | "dataset.not-ready" | "dataset.in-use" | "dataset.immutable" | "dataset.in-training" | "dataset.no-item" | "dataset.empty" | "dataset.single-class" | "dataset.class-too-small" | "dataset.too-many-excluded" | "dataset.nothing-excluded" | "dataset.part-empty" | "archive.unsafe-path" | "archive.link" | "archive.encrypted" | "file.too-large" | "image.no-class" | "csv.not-listed" | "archive.expansion" | "archive.unreadable" | "file.name-encoding" | "file.unsupported" | "csv.row" | "image.unreadable" | "image.too-large" | "idx.unreadable" | "tensor.shape" | "tensor.value" | "tensor.format" | "network.layer" | "network.shape" | "network.export" | "network.diverged" | "training.stopped" | "engine.unavailable" | "engine.memory" | "engine.crashed" | "model.not-found" | "model.unknown-definition" | "model.not-trained" | "model.incomplete" | "model.unknown-label" | "model.in-use" | "run.not-found" | "run.finished" | "answer.not-found" | "answer.unknown-label" | "answer.no-input" | "reference.unavailable" | "job.lost" | "tag.too-many" | "tag.not-found" | "tag.reserved" | "model.not-approved" | "alias.no-return" | "run.active" | "deleted.not-found" | "inference.header-length" | "inference.inputs" | "inference.outputs" | "inference.datatype" | "inference.shape" | "inference.elements" | "inference.bytes" | "inference.value" | "inference.parameter" | "inference.no-version" | "inference.not-ready" | "webhook.not-found" | "webhook.no-delivery" | "webhook.disabled" | "webhook.url" | "webhook.address" | "webhook.unresolved" | "webhook.connection" | "webhook.timeout" | "webhook.redirect" | "webhook.refused" | "webhook.gone" | "webhook.secret";
            column?: string;
            file?: string;
            hint: string;
            message: string;
            params: {
                [key: string]: string | number | components["schemas"]["Bilingual"];
            };
            row?: number;
        };
        SignIn: {
            email: string;
            password: string;
        } | {
            key: string;
        };
        StandingAlias: {
            /** @enum {string} */
            alias: "champion" | "challenger";
            version: number | null;
        };
        StartProvider: {
            /** @default / */
            returnTo?: string;
        };
        StartRun: {
            dataset: string;
            model: string;
            registerAs?: string;
            /** @default 1 */
            seed?: number;
            /** @default {} */
            settings?: {
                [key: string]: unknown;
            };
            version?: number;
        };
        System: {
            artifacts: {
                bytes: number;
                count: number;
            };
            /** @enum {string} */
            database: "embedded" | "server";
            engines: components["schemas"]["EngineStatus"][];
            /** @enum {string} */
            jobs: "postgresql" | "redis";
            /** @example 0.1.0 */
            version: string;
        };
        Tags: {
            [key: string]: string;
        };
        TensorMetadata: {
            /** @enum {string} */
            datatype: "BOOL" | "UINT8" | "UINT16" | "UINT32" | "UINT64" | "INT8" | "INT16" | "INT32" | "INT64" | "FP16" | "FP32" | "FP64" | "BYTES";
            name: string;
            parameters?: {
                [key: string]: string | number | boolean;
            };
            shape: number[];
        };
        UpdateUser: {
            disabled?: boolean;
            grants?: components["schemas"]["GrantWish"][];
            name?: string;
        };
        User: {
            /** Format: date-time */
            createdAt: string;
            disabled: boolean;
            email: string;
            grants: components["schemas"]["Grant"][];
            /** Format: uuid */
            id: string;
            lastSeenAt: string | null;
            name: string;
            ways: ("password" | "provider")[];
        };
        UserLink: {
            /** Format: date-time */
            expiresAt: string;
            /** Format: uri */
            link: string;
            user: components["schemas"]["User"];
        };
        UserSession: {
            address: string | null;
            agent: string | null;
            /** Format: date-time */
            createdAt: string;
            current: boolean;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastSeenAt: string;
        };
        UserSessions: {
            items: components["schemas"]["UserSession"][];
        };
        Validation: {
            at: string | null;
            by: string | null;
            note: string | null;
            /** @enum {string} */
            status: "pending" | "approved" | "rejected";
        };
        Webhook: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            description: string;
            enabled: boolean;
            events: ("registered_model.created" | "model_version.created" | "model_version_alias.created" | "run.completed" | "run.failed" | "run.canceled" | "dataset_version.ready" | "dataset_version.rejected")[];
            goneAt: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            previousSecretUntil: string | null;
            /** Format: date-time */
            updatedAt: string;
            url: string;
        };
        WebhookDelivery: {
            answer: string | null;
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            error: components["schemas"]["ShownProblem"] | null;
            /** Format: uuid */
            event: string;
            /** Format: uuid */
            id: string;
            nextTryAt: string | null;
            seconds: number | null;
            /** @enum {string} */
            state: "waiting" | "delivered" | "failed";
            status: number | null;
            triedAt: string | null;
            /** @enum {string} */
            type: "registered_model.created" | "model_version.created" | "model_version_alias.created" | "run.completed" | "run.failed" | "run.canceled" | "dataset_version.ready" | "dataset_version.rejected" | "webhook.test";
            /** Format: uuid */
            webhook: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    listAnswers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                model?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Answer"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    getAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
        };
    };
    recordOutcome: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "scratch"
                 *     }
                 */
                "application/json": components["schemas"]["Outcome"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                action?: string;
                by?: string;
                cursor?: string;
                limit?: number;
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEvent"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    listDatasets: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Dataset"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    importDataset: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "flanges",
                 *       "kind": "images",
                 *       "files": [
                 *         "the bytes of the file"
                 *       ]
                 *     }
                 */
                "multipart/form-data": {
                    files?: string[];
                    /**
                     * @default images
                     * @enum {string}
                     */
                    kind?: "images";
                    name: string;
                    split?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResult"];
                };
            };
        };
    };
    getDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
        };
    };
    deleteDataset: {
        parameters: {
            query?: {
                confirm?: "true" | "false";
            };
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    restoreDataset: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restored"];
                };
            };
        };
    };
    deriveDatasetVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": 1,
                 *       "exclude": [
                 *         17
                 *       ],
                 *       "excludeFindings": [
                 *         "exact-duplicate"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["DeriveVersion"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResult"];
                };
            };
        };
    };
    getDatasetVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetVersion"];
                };
            };
        };
    };
    deleteDatasetVersion: {
        parameters: {
            query?: {
                confirm?: "true" | "false";
            };
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    cancelInspection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetVersion"];
                };
            };
        };
    };
    restoreDatasetVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restored"];
                };
            };
        };
    };
    listDatasetFindings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"][];
                };
            };
        };
    };
    listDatasetItems: {
        parameters: {
            query?: {
                cursor?: string;
                finding?: "unreadable" | "exact-duplicate" | "near-duplicate" | "train-test-duplicate" | "train-test-near-duplicate" | "label-conflict" | "odd-size" | "blur" | "class-imbalance" | "small-class";
                label?: string;
                limit?: number;
                part?: "train" | "validation" | "test" | "none";
            };
            header?: never;
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DatasetItem"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    getDatasetImage: {
        parameters: {
            query?: {
                hash?: string;
                size?: number;
            };
            header?: {
                "If-None-Match"?: string;
            };
            path: {
                index: number;
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
        };
    };
    listDeleted: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedPage"];
                };
            };
        };
    };
    purgeDeleted: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purged"];
                };
            };
        };
    };
    watchEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream; the `data` of every event is a `PlatformEvent` as JSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: string;
                        event?: string;
                        id?: string;
                    };
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"][];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "account": "mes",
                 *       "scopes": [
                 *         "read"
                 *       ],
                 *       "days": 90
                 *     }
                 */
                "application/json": components["schemas"]["CreateKey"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
    listModelDefinitions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDefinition"][];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Model"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
        };
    };
    deleteModel: {
        parameters: {
            query?: {
                confirm?: "true" | "false";
            };
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    restoreModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restored"];
                };
            };
        };
    };
    listAliasMoves: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasMove"][];
                };
            };
        };
    };
    getAlias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alias: "champion" | "challenger";
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingAlias"];
                };
            };
        };
    };
    moveAlias: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                alias: "champion" | "challenger";
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "note": "finds finer scratches",
                 *       "approve": true
                 *     }
                 */
                "application/json": components["schemas"]["MoveAlias"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasMove"];
                };
            };
        };
    };
    clearAlias: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                alias: "champion" | "challenger";
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    returnAlias: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                alias: "champion" | "challenger";
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "note": "finds finer scratches"
                 *     }
                 */
                "application/json": components["schemas"]["ReturnAlias"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasMove"];
                };
            };
        };
    };
    getModelTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tags"];
                };
            };
        };
    };
    setModelTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                key: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "value": "A"
                 *     }
                 */
                "application/json": components["schemas"]["SetTag"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tags"];
                };
            };
        };
    };
    deleteModelTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                key: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tags"];
                };
            };
        };
    };
    listModelVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelVersion"][];
                };
            };
        };
    };
    getModelVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelVersion"];
                };
            };
        };
    };
    deleteModelVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    approveModelVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "note": "finds finer scratches"
                 *     }
                 */
                "application/json": components["schemas"]["Review"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelVersion"];
                };
            };
        };
    };
    rejectModelVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "note": "finds finer scratches"
                 *     }
                 */
                "application/json": components["schemas"]["Review"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelVersion"];
                };
            };
        };
    };
    restoreModelVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restored"];
                };
            };
        };
    };
    listCases: {
        parameters: {
            query?: {
                actual?: string;
                cursor?: string;
                limit?: number;
                predicted?: string;
                wrong?: "true" | "false";
            };
            header?: never;
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Case"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    explainCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                index: number;
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeatMap"];
                };
            };
        };
    };
    evaluateModelVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "dataset": "flanges",
                 *       "version": 1,
                 *       "part": "test"
                 *     }
                 */
                "application/json": components["schemas"]["Evaluate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
        };
    };
    exportModelVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                format: "onnx";
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    getModelFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                path: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    getModelVersionTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tags"];
                };
            };
        };
    };
    setModelVersionTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                key: string;
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "value": "A"
                 *     }
                 */
                "application/json": components["schemas"]["SetTag"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tags"];
                };
            };
        };
    };
    deleteModelVersionTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                key: string;
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tags"];
                };
            };
        };
    };
    predict: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "flanges",
                 *       "explain": "true",
                 *       "files": [
                 *         "the bytes of the file"
                 *       ]
                 *     }
                 */
                "multipart/form-data": {
                    /** @enum {string} */
                    explain?: "true" | "false";
                    files?: string[];
                    model: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PredictionResult"];
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                cursor?: string;
                dataset?: string;
                filter?: string;
                limit?: number;
                order?: string;
                state?: "pending" | "running" | "completed" | "failed" | "canceled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Run"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    startRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "vision/defect-net",
                 *       "dataset": "flanges",
                 *       "version": 1,
                 *       "settings": {
                 *         "inputSize": 32,
                 *         "epochs": 3,
                 *         "minSteps": 60,
                 *         "refit": false
                 *       },
                 *       "seed": 1,
                 *       "registerAs": "flanges"
                 *     }
                 */
                "application/json": components["schemas"]["StartRun"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
        };
    };
    compareRuns: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ids": [
                 *         "018f6d0a-4c1e-7b3a-9d52-6f1e0c8a7b41"
                 *       ],
                 *       "filter": "metrics.accuracy > 0.9 AND params.epochs = '20'",
                 *       "baseline": "018f6d0a-4c1e-7b3a-9d52-6f1e0c8a7b41",
                 *       "points": 100
                 *     }
                 */
                "application/json": components["schemas"]["CompareRuns"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunComparison"];
                };
            };
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
        };
    };
    deleteRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
        };
    };
    restoreRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restored"];
                };
            };
        };
    };
    watchRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream; the `data` of every event is a `PlatformEvent` as JSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data: string;
                        event?: string;
                        id?: string;
                    };
                };
            };
        };
    };
    getRunTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tags"];
                };
            };
        };
    };
    setRunTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "value": "A"
                 *     }
                 */
                "application/json": components["schemas"]["SetTag"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tags"];
                };
            };
        };
    };
    deleteRunTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited, as it was read; 412 where it changed since */
                "If-Match"?: string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tags"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ana@plant.example",
                 *       "password": "the new password of the line"
                 *     }
                 */
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    redeemLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "3q2f9sK1vYw7tN0bXe5hLr8uJc4dMz6gPa",
                 *       "password": "the new password of the line",
                 *       "first": {
                 *         "name": "flanges",
                 *         "email": "ana@plant.example"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["RedeemLink"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current": "the old password of the line",
                 *       "next": "the new password of the line"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    startProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "returnTo": "/en/models"
                 *     }
                 */
                "application/json": components["schemas"]["StartProvider"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderStart"];
                };
            };
        };
    };
    returnFromProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSessions"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getSystem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["User"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "flanges",
                 *       "email": "ana@plant.example",
                 *       "grants": [
                 *         {
                 *           "role": "viewer",
                 *           "site": "north",
                 *           "line": "line-2"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateUser"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserLink"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "flanges",
                 *       "grants": [
                 *         {
                 *           "role": "viewer",
                 *           "site": "north",
                 *           "line": "line-2"
                 *         }
                 *       ],
                 *       "disabled": true
                 *     }
                 */
                "application/json": components["schemas"]["UpdateUser"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    makeUserLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserLink"];
                };
            };
        };
    };
    listUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSessions"];
                };
            };
        };
    };
    endUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Webhook"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "flanges",
                 *       "url": "https://erp.example.com/hooks",
                 *       "events": [
                 *         "registered_model.created"
                 *       ],
                 *       "description": "tells the order system",
                 *       "enabled": true
                 *     }
                 */
                "application/json": components["schemas"]["CreateWebhook"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "flanges",
                 *       "url": "https://erp.example.com/hooks",
                 *       "events": [
                 *         "registered_model.created"
                 *       ],
                 *       "description": "tells the order system",
                 *       "enabled": true
                 *     }
                 */
                "application/json": components["schemas"]["ChangeWebhook"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "hours": 24
                 *     }
                 */
                "application/json": components["schemas"]["RotateSecret"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "waiting" | "delivered" | "failed";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["WebhookDelivery"][];
                        nextCursor: string | null;
                        total: number;
                    };
                };
            };
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same request with the same key is done once and gets the first answer again, for a day */
                "Idempotency-Key"?: string;
            };
            path: {
                delivery: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    serverMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceServer"];
                };
            };
        };
    };
    serverLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerLive"];
                };
            };
        };
    };
    serverReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerReady"];
                };
            };
        };
    };
    modelMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServedModel"];
                };
            };
        };
    };
    modelInfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bytes of the JSON object, where bytes of tensors follow it */
                "Inference-Header-Content-Length"?: number;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "part-00017",
                 *       "inputs": [
                 *         {
                 *           "name": "image",
                 *           "shape": [
                 *             1
                 *           ],
                 *           "datatype": "BYTES",
                 *           "parameters": {
                 *             "content_type": "base64"
                 *           },
                 *           "data": [
                 *             "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["InferenceRequest"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done; with bytes of tensors behind the JSON object where an output was asked for in binary */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceResponse"];
                    "application/octet-stream": string;
                };
            };
        };
    };
    modelReady: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelReady"];
                };
            };
        };
    };
    modelVersionMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServedModel"];
                };
            };
        };
    };
    modelVersionInfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bytes of the JSON object, where bytes of tensors follow it */
                "Inference-Header-Content-Length"?: number;
            };
            path: {
                name: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "part-00017",
                 *       "inputs": [
                 *         {
                 *           "name": "image",
                 *           "shape": [
                 *             1
                 *           ],
                 *           "datatype": "BYTES",
                 *           "parameters": {
                 *             "content_type": "base64"
                 *           },
                 *           "data": [
                 *             "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["InferenceRequest"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done; with bytes of tensors behind the JSON object where an output was asked for in binary */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferenceResponse"];
                    "application/octet-stream": string;
                };
            };
        };
    };
    modelVersionReady: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelReady"];
                };
            };
        };
    };
}
