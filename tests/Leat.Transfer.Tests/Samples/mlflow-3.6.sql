BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('bf29a5ff90ea');
CREATE TABLE assessments (
	assessment_id VARCHAR(50) NOT NULL, 
	trace_id VARCHAR(50) NOT NULL, 
	name VARCHAR(250) NOT NULL, 
	assessment_type VARCHAR(20) NOT NULL, 
	value TEXT NOT NULL, 
	error TEXT, 
	created_timestamp BIGINT NOT NULL, 
	last_updated_timestamp BIGINT NOT NULL, 
	source_type VARCHAR(50) NOT NULL, 
	source_id VARCHAR(250), 
	run_id VARCHAR(32), 
	span_id VARCHAR(50), 
	rationale TEXT, 
	overrides VARCHAR(50), 
	valid BOOLEAN NOT NULL, 
	assessment_metadata TEXT, 
	CONSTRAINT assessments_pk PRIMARY KEY (assessment_id), 
	CONSTRAINT fk_assessments_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "assessments" VALUES('a-8f9bb08001a140198ecc0a22d9fbf2ac','tr-c3b8502d42ebebb85cf40cc20fc7f3bd','good','feedback','true',NULL,1795394323167,1795394323167,'CODE','default',NULL,NULL,NULL,NULL,1,NULL);
CREATE TABLE "datasets" (
	dataset_uuid VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	digest VARCHAR(36) NOT NULL, 
	dataset_source_type VARCHAR(36) NOT NULL, 
	dataset_source TEXT NOT NULL, 
	dataset_schema TEXT, 
	dataset_profile TEXT, 
	CONSTRAINT dataset_pk PRIMARY KEY (experiment_id, name, digest), 
	CONSTRAINT fk_datasets_experiment_id_experiments FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "datasets" VALUES('ff2d264074f94008b5ffd8ffa64c1a90',1,'iris','9b4c2d1e','local','{"uri": "iris.csv"}','{"mlflow_colspec": [{"type": "double", "name": "x", "required": true}]}','{"num_rows": 150, "num_elements": 150}');
INSERT INTO "datasets" VALUES('28c0ba6844e14d458f994a83d73a150a',1,'test set','aa','code','{}',NULL,NULL);
CREATE TABLE entity_associations (
	association_id VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, 
	created_time BIGINT, 
	CONSTRAINT entity_associations_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "entity_associations" VALUES('a-f3bd8f336146486b9a950e1a470c433f','evaluation_dataset','d-69ded6c47a6f475aaadc141bdf3298bb','experiment','1',1795394325587);
CREATE TABLE "evaluation_dataset_records" (
	dataset_record_id VARCHAR(36) NOT NULL, 
	dataset_id VARCHAR(36) NOT NULL, 
	inputs JSON NOT NULL, 
	expectations JSON, 
	tags JSON, 
	source JSON, 
	source_id VARCHAR(36), 
	source_type VARCHAR(255), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	input_hash VARCHAR(64) NOT NULL, outputs JSON, 
	CONSTRAINT evaluation_dataset_records_pk PRIMARY KEY (dataset_record_id), 
	CONSTRAINT fk_evaluation_dataset_records_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE, 
	CONSTRAINT unique_dataset_input UNIQUE (dataset_id, input_hash)
);
INSERT INTO "evaluation_dataset_records" VALUES('dr-786d942825754c80930c51c119a15f94','d-69ded6c47a6f475aaadc141bdf3298bb','{"q": "x"}','{"a": 1}','{}','null',NULL,NULL,1795394325657,1795394325657,NULL,NULL,'9fcde69f0e8f40f002ce20143174e41804416c136aadb9037df7685c31ce3e88','{"mlflow_wrapped": {}}');
INSERT INTO "evaluation_dataset_records" VALUES('dr-677726f87d774071bd8af513c5ca3fb5','d-69ded6c47a6f475aaadc141bdf3298bb','{"q": "y"}','null','{}','null',NULL,NULL,1795394325657,1795394325657,NULL,NULL,'74398ad4dcd53d882c94acefc9871d4178857aeddf97da02fd02d015eb1eebbc','{"mlflow_wrapped": {"r": 2}}');
CREATE TABLE evaluation_dataset_tags (
	dataset_id VARCHAR(36) NOT NULL, 
	"key" VARCHAR(255) NOT NULL, 
	value VARCHAR(5000), 
	CONSTRAINT evaluation_dataset_tags_pk PRIMARY KEY (dataset_id, "key"), 
	CONSTRAINT fk_evaluation_dataset_tags_dataset_id FOREIGN KEY(dataset_id) REFERENCES evaluation_datasets (dataset_id) ON DELETE CASCADE
);
INSERT INTO "evaluation_dataset_tags" VALUES('d-69ded6c47a6f475aaadc141bdf3298bb','a','b');
CREATE TABLE evaluation_datasets (
	dataset_id VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	schema TEXT, 
	profile TEXT, 
	digest VARCHAR(64), 
	created_time BIGINT, 
	last_update_time BIGINT, 
	created_by VARCHAR(255), 
	last_updated_by VARCHAR(255), 
	CONSTRAINT evaluation_datasets_pk PRIMARY KEY (dataset_id)
);
INSERT INTO "evaluation_datasets" VALUES('d-69ded6c47a6f475aaadc141bdf3298bb','evalset','{"inputs": {"q": "string"}, "outputs": {"r": "integer"}, "expectations": {"a": "integer"}, "version": "1.0"}','{"num_records": 2}','c9fe0a08',1795394325587,1795394325657,NULL,NULL);
CREATE TABLE experiment_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	experiment_id INTEGER NOT NULL, 
	CONSTRAINT experiment_tag_pk PRIMARY KEY ("key", experiment_id), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "experiment_tags" VALUES('team','ml',1);
INSERT INTO "experiment_tags" VALUES('mlflow.note.content','First *experiment*',1);
CREATE TABLE experiments (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), creation_time BIGINT, last_update_time BIGINT, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	UNIQUE (name)
);
INSERT INTO "experiments" VALUES(0,'Default','mlflow-artifacts:/0','active',1795394293977,1795394293977);
INSERT INTO "experiments" VALUES(1,'alpha','mlflow-artifacts:/1','active',1795394316558,1795394316558);
INSERT INTO "experiments" VALUES(2,'beta/with space & ünïcode','mlflow-artifacts:/2','active',1795394316786,1795394316786);
INSERT INTO "experiments" VALUES(3,'gone','mlflow-artifacts:/3','deleted',1795394316804,1795394321221);
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('17395e8a0fc14d36943f3097a1578e1d','mlflow.data.context','training');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('17395e8a0fc14d36943f3097a1578e1d','DATASET','ff2d264074f94008b5ffd8ffa64c1a90','RUN','60c48835453741c89c2ae2d613f98a0b',0);
INSERT INTO "inputs" VALUES('e7176e25db4d41d88069b1cf0d271c42','DATASET','28c0ba6844e14d458f994a83d73a150a','RUN','60c48835453741c89c2ae2d613f98a0b',0);
INSERT INTO "inputs" VALUES('a9ceeedcf5554024bb7cc72f03cb9caf','RUN_OUTPUT','60c48835453741c89c2ae2d613f98a0b','MODEL_OUTPUT','m-5ee7d7ff018140d49421b1f93831d410',2);
INSERT INTO "inputs" VALUES('7a0d1fbd5404473aa204e9445d200239','RUN_INPUT','f92fa9c460a34a08a1bc784c3b9d99ac','MODEL_INPUT','m-5ee7d7ff018140d49421b1f93831d410',0);
CREATE TABLE jobs (
	id VARCHAR(36) NOT NULL, 
	creation_time BIGINT NOT NULL, 
	function_fullname VARCHAR(500) NOT NULL, 
	params TEXT NOT NULL, 
	timeout FLOAT, 
	status INTEGER NOT NULL, 
	result TEXT, 
	retry_count INTEGER NOT NULL, 
	last_update_time BIGINT NOT NULL, 
	CONSTRAINT jobs_pk PRIMARY KEY (id)
);
CREATE TABLE "latest_metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "latest_metrics" VALUES('loss',0.2,1700000004000,4,0,'60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "latest_metrics" VALUES('acc',0.0,1700000000020,1,1,'60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "latest_metrics" VALUES('val/f1',0.25,1700000000030,2,0,'60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "latest_metrics" VALUES('inf',1.79769313486231562234e+308,1700000000000,0,0,'60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "latest_metrics" VALUES('ninf',-1.79769313486231562234e+308,1700000000000,0,0,'60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "latest_metrics" VALUES('neg step',-1.0e-300,1700000000000,-3,0,'60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "latest_metrics" VALUES('big',1.5e+300,1700000000000,0,0,'60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "latest_metrics" VALUES('int',3.0,1700000000000,0,0,'60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "latest_metrics" VALUES('m',1.0,1700000000000,0,0,'941523393c514a33a4ea9204f7906a0c');
INSERT INTO "latest_metrics" VALUES('test_acc',0.95,1700000000060,2,0,'60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "latest_metrics" VALUES('test_nan',0.0,1700000000060,2,1,'60c48835453741c89c2ae2d613f98a0b');
CREATE TABLE logged_model_metrics (
	model_id VARCHAR(36) NOT NULL, 
	metric_name VARCHAR(500) NOT NULL, 
	metric_timestamp_ms BIGINT NOT NULL, 
	metric_step BIGINT NOT NULL, 
	metric_value FLOAT, 
	experiment_id INTEGER NOT NULL, 
	run_id VARCHAR(32) NOT NULL, 
	dataset_uuid VARCHAR(36), 
	dataset_name VARCHAR(500), 
	dataset_digest VARCHAR(36), 
	CONSTRAINT logged_model_metrics_pk PRIMARY KEY (model_id, metric_name, metric_timestamp_ms, metric_step, run_id), 
	CONSTRAINT fk_logged_model_metrics_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_metrics_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE, 
	CONSTRAINT fk_logged_model_metrics_run_id FOREIGN KEY(run_id) REFERENCES runs (run_uuid) ON DELETE CASCADE
);
INSERT INTO "logged_model_metrics" VALUES('m-5ee7d7ff018140d49421b1f93831d410','test_acc',1700000000050,1,0.9,1,'60c48835453741c89c2ae2d613f98a0b',NULL,'iris','9b4c2d1e');
INSERT INTO "logged_model_metrics" VALUES('m-5ee7d7ff018140d49421b1f93831d410','test_acc',1700000000060,2,0.95,1,'60c48835453741c89c2ae2d613f98a0b',NULL,NULL,NULL);
INSERT INTO "logged_model_metrics" VALUES('m-ca7290423175484c9dd102c4fca22f75','test_nan',1700000000060,2,0.0,1,'60c48835453741c89c2ae2d613f98a0b',NULL,NULL,NULL);
CREATE TABLE logged_model_params (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	param_key VARCHAR(255) NOT NULL, 
	param_value TEXT NOT NULL, 
	CONSTRAINT logged_model_params_pk PRIMARY KEY (model_id, param_key), 
	CONSTRAINT fk_logged_model_params_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_params_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_params" VALUES('m-5ee7d7ff018140d49421b1f93831d410',1,'depth','3');
CREATE TABLE logged_model_tags (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	tag_key VARCHAR(255) NOT NULL, 
	tag_value TEXT NOT NULL, 
	CONSTRAINT logged_model_tags_pk PRIMARY KEY (model_id, tag_key), 
	CONSTRAINT fk_logged_model_tags_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CONSTRAINT fk_logged_model_tags_model_id FOREIGN KEY(model_id) REFERENCES logged_models (model_id) ON DELETE CASCADE
);
INSERT INTO "logged_model_tags" VALUES('m-5ee7d7ff018140d49421b1f93831d410',1,'stage','dev');
INSERT INTO "logged_model_tags" VALUES('m-5ee7d7ff018140d49421b1f93831d410',1,'mlflow.modelVersions','[{"name": "churn", "version": 2}]');
CREATE TABLE logged_models (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	artifact_location VARCHAR(1000) NOT NULL, 
	creation_timestamp_ms BIGINT NOT NULL, 
	last_updated_timestamp_ms BIGINT NOT NULL, 
	status INTEGER NOT NULL, 
	lifecycle_stage VARCHAR(32), 
	model_type VARCHAR(500), 
	source_run_id VARCHAR(32), 
	status_message VARCHAR(1000), 
	CONSTRAINT logged_models_pk PRIMARY KEY (model_id), 
	CONSTRAINT logged_models_lifecycle_stage_check CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT fk_logged_models_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "logged_models" VALUES('m-5ee7d7ff018140d49421b1f93831d410',1,'clf','mlflow-artifacts:/1/models/m-5ee7d7ff018140d49421b1f93831d410/artifacts',1795394318371,1795394319081,2,'active','sklearn','60c48835453741c89c2ae2d613f98a0b',NULL);
INSERT INTO "logged_models" VALUES('m-ca7290423175484c9dd102c4fca22f75',1,'clf2','mlflow-artifacts:/1/models/m-ca7290423175484c9dd102c4fca22f75/artifacts',1795394318402,1795394319123,3,'active','','60c48835453741c89c2ae2d613f98a0b',NULL);
INSERT INTO "logged_models" VALUES('m-6ea016e246784487b8d8d2267cbf7190',1,'gone-model','mlflow-artifacts:/1/models/m-6ea016e246784487b8d8d2267cbf7190/artifacts',1795394318440,1795394319285,1,'deleted','','',NULL);
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	is_nan BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "metrics" VALUES('loss',1.0,1700000000000,'60c48835453741c89c2ae2d613f98a0b',0,0);
INSERT INTO "metrics" VALUES('loss',0.5,1700000001000,'60c48835453741c89c2ae2d613f98a0b',1,0);
INSERT INTO "metrics" VALUES('loss',3.33333333333333314829e-01,1700000002000,'60c48835453741c89c2ae2d613f98a0b',2,0);
INSERT INTO "metrics" VALUES('loss',0.25,1700000003000,'60c48835453741c89c2ae2d613f98a0b',3,0);
INSERT INTO "metrics" VALUES('loss',0.2,1700000004000,'60c48835453741c89c2ae2d613f98a0b',4,0);
INSERT INTO "metrics" VALUES('acc',0.5,1700000000010,'60c48835453741c89c2ae2d613f98a0b',0,0);
INSERT INTO "metrics" VALUES('acc',0.0,1700000000020,'60c48835453741c89c2ae2d613f98a0b',1,1);
INSERT INTO "metrics" VALUES('val/f1',0.25,1700000000030,'60c48835453741c89c2ae2d613f98a0b',2,0);
INSERT INTO "metrics" VALUES('inf',1.79769313486231562234e+308,1700000000000,'60c48835453741c89c2ae2d613f98a0b',0,0);
INSERT INTO "metrics" VALUES('ninf',-1.79769313486231562234e+308,1700000000000,'60c48835453741c89c2ae2d613f98a0b',0,0);
INSERT INTO "metrics" VALUES('neg step',-1.0e-300,1700000000000,'60c48835453741c89c2ae2d613f98a0b',-3,0);
INSERT INTO "metrics" VALUES('big',1.5e+300,1700000000000,'60c48835453741c89c2ae2d613f98a0b',0,0);
INSERT INTO "metrics" VALUES('int',3.0,1700000000000,'60c48835453741c89c2ae2d613f98a0b',0,0);
INSERT INTO "metrics" VALUES('m',1.0,1700000000000,'941523393c514a33a4ea9204f7906a0c',0,0);
INSERT INTO "metrics" VALUES('test_acc',0.9,1700000000050,'60c48835453741c89c2ae2d613f98a0b',1,0);
INSERT INTO "metrics" VALUES('test_acc',0.95,1700000000060,'60c48835453741c89c2ae2d613f98a0b',2,0);
INSERT INTO "metrics" VALUES('test_nan',0.0,1700000000060,'60c48835453741c89c2ae2d613f98a0b',2,1);
CREATE TABLE "model_version_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value TEXT, 
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT model_version_tag_pk PRIMARY KEY ("key", name, version), 
	FOREIGN KEY(name, version) REFERENCES model_versions (name, version) ON UPDATE CASCADE
);
INSERT INTO "model_version_tags" VALUES('t','1','churn',1);
CREATE TABLE "model_versions" (
	name VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	user_id VARCHAR(256), 
	current_stage VARCHAR(20), 
	source VARCHAR(500), 
	run_id VARCHAR(32), 
	status VARCHAR(20), 
	status_message VARCHAR(500), 
	run_link VARCHAR(500), storage_location VARCHAR(500), 
	CONSTRAINT model_version_pk PRIMARY KEY (name, version), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE CASCADE
);
INSERT INTO "model_versions" VALUES('churn',1,1795394320087,1795394320680,'first',NULL,'Production','mlflow-artifacts:/1/60c48835453741c89c2ae2d613f98a0b/artifacts/model','60c48835453741c89c2ae2d613f98a0b','READY',NULL,'','mlflow-artifacts:/1/60c48835453741c89c2ae2d613f98a0b/artifacts/model');
INSERT INTO "model_versions" VALUES('churn',2,1795394320275,1795394320748,'',NULL,'Staging','models:/m-5ee7d7ff018140d49421b1f93831d410','60c48835453741c89c2ae2d613f98a0b','READY',NULL,'','mlflow-artifacts:/1/models/m-5ee7d7ff018140d49421b1f93831d410/artifacts');
INSERT INTO "model_versions" VALUES('churn',3,1795394320467,1795394321181,NULL,NULL,'Deleted_Internal','REDACTED-SOURCE-PATH','REDACTED-RUN-ID','READY',NULL,'REDACTED-RUN-LINK','mlflow-artifacts:/1/60c48835453741c89c2ae2d613f98a0b/artifacts/model');
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.01','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "params" VALUES('opt/name','adam','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "params" VALUES('empty','','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "params" VALUES('multi','a
b','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "params" VALUES('uni','ä✓','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "params" VALUES('p','1','1de3ce3ff9284d039286b023eabe4350');
CREATE TABLE registered_model_aliases (
	alias VARCHAR(256) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_alias_pk PRIMARY KEY (name, alias), 
	CONSTRAINT registered_model_alias_name_fkey FOREIGN KEY(name) REFERENCES registered_models (name) ON DELETE cascade ON UPDATE cascade
);
INSERT INTO "registered_model_aliases" VALUES('champion',1,'churn');
INSERT INTO "registered_model_aliases" VALUES('challenger',2,'churn');
CREATE TABLE registered_model_tags (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(5000), 
	name VARCHAR(256) NOT NULL, 
	CONSTRAINT registered_model_tag_pk PRIMARY KEY ("key", name), 
	FOREIGN KEY(name) REFERENCES registered_models (name) ON UPDATE cascade
);
INSERT INTO "registered_model_tags" VALUES('owner','ada','churn');
CREATE TABLE registered_models (
	name VARCHAR(256) NOT NULL, 
	creation_time BIGINT, 
	last_updated_time BIGINT, 
	description VARCHAR(5000), 
	CONSTRAINT registered_model_pk PRIMARY KEY (name), 
	UNIQUE (name)
);
INSERT INTO "registered_models" VALUES('churn',1795394319977,1795394321181,'Churn model');
INSERT INTO "registered_models" VALUES('empty model',1795394320038,1795394320038,'');
CREATE TABLE "runs" (
	run_uuid VARCHAR(32) NOT NULL, 
	name VARCHAR(250), 
	source_type VARCHAR(20), 
	source_name VARCHAR(500), 
	entry_point_name VARCHAR(50), 
	user_id VARCHAR(256), 
	status VARCHAR(9), 
	start_time BIGINT, 
	end_time BIGINT, 
	source_version VARCHAR(50), 
	lifecycle_stage VARCHAR(20), 
	artifact_uri VARCHAR(200), 
	experiment_id INTEGER, deleted_time BIGINT, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('60c48835453741c89c2ae2d613f98a0b','baseline','UNKNOWN','','','ada','RUNNING',1700000000000,NULL,'','active','mlflow-artifacts:/1/60c48835453741c89c2ae2d613f98a0b/artifacts',1,NULL);
INSERT INTO "runs" VALUES('f92fa9c460a34a08a1bc784c3b9d99ac','child-1','UNKNOWN','','','unknown','FINISHED',1700000005000,1700000009000,'','active','mlflow-artifacts:/1/f92fa9c460a34a08a1bc784c3b9d99ac/artifacts',1,NULL);
INSERT INTO "runs" VALUES('7cbe28578a1e48ebafd0858d8900fe94','failed one','UNKNOWN','','','unknown','FAILED',1700000006000,1700000007000,'','active','mlflow-artifacts:/1/7cbe28578a1e48ebafd0858d8900fe94/artifacts',1,NULL);
INSERT INTO "runs" VALUES('941523393c514a33a4ea9204f7906a0c','deleted run','UNKNOWN','','','unknown','RUNNING',1700000007000,NULL,'','deleted','mlflow-artifacts:/1/941523393c514a33a4ea9204f7906a0c/artifacts',1,1795394318245);
INSERT INTO "runs" VALUES('fe0078db6a6d4db894c68568bf4eaf07','other exp','UNKNOWN','','','unknown','KILLED',1700000008000,1700000008500,'','active','mlflow-artifacts:/2/fe0078db6a6d4db894c68568bf4eaf07/artifacts',2,NULL);
INSERT INTO "runs" VALUES('1de3ce3ff9284d039286b023eabe4350','in deleted exp','UNKNOWN','','','unknown','RUNNING',1700000009000,NULL,'','deleted','mlflow-artifacts:/3/1de3ce3ff9284d039286b023eabe4350/artifacts',3,1795394321231);
CREATE TABLE scorer_versions (
	scorer_id VARCHAR(36) NOT NULL, 
	scorer_version INTEGER NOT NULL, 
	serialized_scorer TEXT NOT NULL, 
	creation_time BIGINT, 
	CONSTRAINT scorer_version_pk PRIMARY KEY (scorer_id, scorer_version), 
	CONSTRAINT fk_scorer_versions_scorer_id FOREIGN KEY(scorer_id) REFERENCES scorers (scorer_id) ON DELETE CASCADE
);
INSERT INTO "scorer_versions" VALUES('2f49a654-3a0a-4b0c-b7fd-906e08753b73',1,'{"name": "sc"}',1795394325773);
CREATE TABLE scorers (
	experiment_id INTEGER NOT NULL, 
	scorer_name VARCHAR(256) NOT NULL, 
	scorer_id VARCHAR(36) NOT NULL, 
	CONSTRAINT scorer_pk PRIMARY KEY (scorer_id), 
	CONSTRAINT fk_scorers_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "scorers" VALUES(1,'sc','2f49a654-3a0a-4b0c-b7fd-906e08753b73');
CREATE TABLE spans (
	trace_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	span_id VARCHAR(50) NOT NULL, 
	parent_span_id VARCHAR(50), 
	name TEXT, 
	type VARCHAR(500), 
	status VARCHAR(50) NOT NULL, 
	start_time_unix_nano BIGINT NOT NULL, 
	end_time_unix_nano BIGINT, 
	duration_ns BIGINT GENERATED ALWAYS AS (end_time_unix_nano - start_time_unix_nano) STORED, 
	content TEXT NOT NULL, 
	CONSTRAINT spans_pk PRIMARY KEY (trace_id, span_id), 
	CONSTRAINT fk_spans_trace_id FOREIGN KEY(trace_id) REFERENCES trace_info (request_id) ON DELETE CASCADE, 
	CONSTRAINT fk_spans_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "spans" VALUES('tr-c3b8502d42ebebb85cf40cc20fc7f3bd',1,'af98a644af32ceb8',NULL,'root','UNKNOWN','OK',1795394321961115918,1795394322741929765,'{"trace_id": "w7hQLULr67hc9AzCD8fzvQ==", "span_id": "r5imRK8yzrg=", "parent_span_id": null, "name": "root", "start_time_unix_nano": 1795394321961115918, "end_time_unix_nano": 1795394322741929765, "events": [], "status": {"code": "STATUS_CODE_OK", "message": ""}, "attributes": {"mlflow.traceRequestId": "\"tr-c3b8502d42ebebb85cf40cc20fc7f3bd\"", "mlflow.spanType": "\"UNKNOWN\"", "mlflow.spanInputs": "{\"q\": \"hi\"}", "mlflow.spanOutputs": "{\"a\": \"yo\"}"}}');
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.user','ada','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "tags" VALUES('mlflow.note.content','line1
line2','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "tags" VALUES('mlflow.runName','baseline','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "tags" VALUES('k.1','v','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "tags" VALUES('dir/tag','x','60c48835453741c89c2ae2d613f98a0b');
INSERT INTO "tags" VALUES('mlflow.parentRunId','60c48835453741c89c2ae2d613f98a0b','f92fa9c460a34a08a1bc784c3b9d99ac');
INSERT INTO "tags" VALUES('mlflow.runName','child-1','f92fa9c460a34a08a1bc784c3b9d99ac');
INSERT INTO "tags" VALUES('mlflow.runName','failed one','7cbe28578a1e48ebafd0858d8900fe94');
INSERT INTO "tags" VALUES('mlflow.runName','deleted run','941523393c514a33a4ea9204f7906a0c');
INSERT INTO "tags" VALUES('mlflow.runName','other exp','fe0078db6a6d4db894c68568bf4eaf07');
INSERT INTO "tags" VALUES('mlflow.runName','in deleted exp','1de3ce3ff9284d039286b023eabe4350');
INSERT INTO "tags" VALUES('mlflow.loggedArtifacts','[{"path": "tables/t.json", "type": "table"}]','60c48835453741c89c2ae2d613f98a0b');
CREATE TABLE trace_info (
	request_id VARCHAR(50) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	timestamp_ms BIGINT NOT NULL, 
	execution_time_ms BIGINT, 
	status VARCHAR(50) NOT NULL, client_request_id VARCHAR(50), request_preview VARCHAR(1000), response_preview VARCHAR(1000), 
	CONSTRAINT trace_info_pk PRIMARY KEY (request_id), 
	CONSTRAINT fk_trace_info_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id)
);
INSERT INTO "trace_info" VALUES('tr-c3b8502d42ebebb85cf40cc20fc7f3bd',1,1795394321961,780,'OK',NULL,'{"q": "hi"}','{"a": "yo"}');
CREATE TABLE "trace_request_metadata" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_request_metadata_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_request_metadata_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.sizeBytes','1166','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_request_metadata" VALUES('mlflow.traceOutputs','{"a": "yo"}','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_request_metadata" VALUES('mlflow.traceInputs','{"q": "hi"}','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_request_metadata" VALUES('mlflow.source.name','train.py','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_request_metadata" VALUES('mlflow.user','ada','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace.sizeStats','{"total_size_bytes": 1166, "num_spans": 1, "max": 461, "p25": 461, "p50": 461, "p75": 461}','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_request_metadata" VALUES('mlflow.source.git.branch','','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_request_metadata" VALUES('mlflow.trace_schema.version','3','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_request_metadata" VALUES('mlflow.source.git.repoURL','','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_request_metadata" VALUES('mlflow.source.type','LOCAL','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_request_metadata" VALUES('mlflow.source.git.commit','','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
CREATE TABLE "trace_tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	request_id VARCHAR(50) NOT NULL, 
	CONSTRAINT trace_tag_pk PRIMARY KEY ("key", request_id), 
	CONSTRAINT fk_trace_tags_request_id FOREIGN KEY(request_id) REFERENCES trace_info (request_id) ON DELETE CASCADE
);
INSERT INTO "trace_tags" VALUES('mlflow.trace.spansLocation','TRACKING_STORE','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_tags" VALUES('mlflow.artifactLocation','mlflow-artifacts:/1/traces/tr-c3b8502d42ebebb85cf40cc20fc7f3bd/artifacts','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_tags" VALUES('mlflow.traceName','root','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
INSERT INTO "trace_tags" VALUES('k','v','tr-c3b8502d42ebebb85cf40cc20fc7f3bd');
CREATE TABLE webhook_events (
	webhook_id VARCHAR(256) NOT NULL, 
	entity VARCHAR(50) NOT NULL, 
	action VARCHAR(50) NOT NULL, 
	CONSTRAINT webhook_event_pk PRIMARY KEY (webhook_id, entity, action), 
	FOREIGN KEY(webhook_id) REFERENCES webhooks (webhook_id) ON DELETE cascade
);
INSERT INTO "webhook_events" VALUES('c4a68cf4-ad92-4c69-a531-420621d9e1d5','model_version','created');
INSERT INTO "webhook_events" VALUES('c4a68cf4-ad92-4c69-a531-420621d9e1d5','model_version_alias','created');
CREATE TABLE webhooks (
	webhook_id VARCHAR(256) NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	description VARCHAR(1000), 
	url VARCHAR(500) NOT NULL, 
	status VARCHAR(20) DEFAULT 'ACTIVE' NOT NULL, 
	secret VARCHAR(1000), 
	creation_timestamp BIGINT, 
	last_updated_timestamp BIGINT, 
	deleted_timestamp BIGINT, 
	CONSTRAINT webhook_pk PRIMARY KEY (webhook_id)
);
INSERT INTO "webhooks" VALUES('c4a68cf4-ad92-4c69-a531-420621d9e1d5','notify','d','https://example.com/hook','ACTIVE',NULL,1795394325544,1795394325544,NULL);
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info (experiment_id, timestamp_ms);
CREATE INDEX index_trace_tags_request_id ON trace_tags (request_id);
CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata (request_id);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_logged_model_metrics_model_id ON logged_model_metrics (model_id);
CREATE INDEX index_assessments_trace_id_created_timestamp ON assessments (trace_id, created_timestamp);
CREATE INDEX index_assessments_run_id_created_timestamp ON assessments (run_id, created_timestamp);
CREATE INDEX index_assessments_last_updated_timestamp ON assessments (last_updated_timestamp);
CREATE INDEX index_assessments_assessment_type ON assessments (assessment_type);
CREATE INDEX index_spans_experiment_id ON spans (experiment_id);
CREATE INDEX index_spans_experiment_id_status_type ON spans (experiment_id, status, type);
CREATE INDEX index_spans_experiment_id_type_status ON spans (experiment_id, type, status);
CREATE INDEX index_spans_experiment_id_duration ON spans (experiment_id, duration_ns);
CREATE INDEX index_entity_associations_association_id ON entity_associations (association_id);
CREATE INDEX index_entity_associations_reverse_lookup ON entity_associations (destination_type, destination_id, source_type, source_id);
CREATE INDEX idx_webhooks_status ON webhooks (status);
CREATE INDEX idx_webhooks_name ON webhooks (name);
CREATE INDEX idx_webhook_events_entity ON webhook_events (entity);
CREATE INDEX idx_webhook_events_action ON webhook_events (action);
CREATE INDEX idx_webhook_events_entity_action ON webhook_events (entity, action);
CREATE UNIQUE INDEX index_scorers_experiment_id_scorer_name ON scorers (experiment_id, scorer_name);
CREATE INDEX index_scorer_versions_scorer_id ON scorer_versions (scorer_id);
CREATE INDEX index_evaluation_datasets_name ON evaluation_datasets (name);
CREATE INDEX index_evaluation_datasets_created_time ON evaluation_datasets (created_time);
CREATE INDEX index_evaluation_dataset_tags_dataset_id ON evaluation_dataset_tags (dataset_id);
CREATE INDEX index_evaluation_dataset_records_dataset_id ON evaluation_dataset_records (dataset_id);
CREATE INDEX index_jobs_function_status_creation_time ON jobs (function_fullname, status, creation_time);
COMMIT;
