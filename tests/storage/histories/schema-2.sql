PRAGMA application_id = 1684828274;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE attempts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	session_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	question_id TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	shuffle_seed TEXT NOT NULL, 
	template_seed TEXT, 
	answer TEXT NOT NULL, 
	grade TEXT NOT NULL, 
	score DOUBLE NOT NULL, 
	language TEXT NOT NULL, 
	confidence TEXT, 
	hints_used INTEGER NOT NULL, 
	duration_seconds DOUBLE NOT NULL, 
	answered_at DATETIME NOT NULL, 
	local_day DATE NOT NULL, 
	undone_at DATETIME, 
	CONSTRAINT fk_attempts_session_id FOREIGN KEY(session_id) REFERENCES sessions (id)
);
INSERT INTO "attempts" VALUES(1,1,0,'cnn-0','hash-0','0',NULL,'{"type":"single","option":"a"}','correct',1.0,'zh','sure',1,12.5,'2026-03-14 12:00:00.000000','2026-03-14',NULL);
INSERT INTO "attempts" VALUES(2,1,1,'cnn-1','hash-1','1',NULL,'{"type":"single","option":"a"}','correct',1.0,'zh','sure',1,12.5,'2026-03-14 12:00:00.000000','2026-03-14','2026-03-14 12:00:00.000000');
INSERT INTO "attempts" VALUES(3,1,1,'cnn-1','hash-1','1',NULL,'{"type":"single","option":"a"}','partial',0.5,'zh',NULL,1,12.5,'2026-03-14 12:00:00.000000','2026-03-14',NULL);
CREATE TABLE drafts (
	slug TEXT NOT NULL, 
	code TEXT NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (slug)
);
INSERT INTO "drafts" VALUES('digits','model = 2
','2026-03-14 12:00:00.000000');
CREATE TABLE flags (
	question_id TEXT NOT NULL, 
	flagged_at DATETIME NOT NULL, 
	CONSTRAINT pk_flags PRIMARY KEY (question_id)
);
INSERT INTO "flags" VALUES('cnn-1','2026-03-14 12:00:00.000000');
CREATE TABLE runs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	slug TEXT NOT NULL, 
	tier TEXT NOT NULL, 
	code TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	started_at DATETIME NOT NULL, 
	local_day DATE NOT NULL, 
	ended_at DATETIME, 
	interrupted BOOLEAN NOT NULL, 
	verdict TEXT, 
	medal TEXT, 
	metric TEXT NOT NULL, 
	value DOUBLE, 
	epochs INTEGER NOT NULL, 
	wall_seconds DOUBLE NOT NULL, 
	cpu_seconds DOUBLE NOT NULL, 
	isolation TEXT, 
	message TEXT, 
	next_step TEXT, 
	curve TEXT NOT NULL, 
	output TEXT NOT NULL, 
	error_line INTEGER, 
	confusion TEXT NOT NULL
);
INSERT INTO "runs" VALUES(1,'digits','embedded','model = 1
','4015:boot:1','2026-03-14 12:00:00.000000','2026-03-14','2026-03-14 12:00:00.000000',0,'PASS','silver','accuracy',0.9,2,30.5,55.0,'base','{"template":"{metric} is {value}.","parameters":{"metric":{"template":"Accuracy","parameters":{}},"value":0.9}}','{"template":"Train longer.","parameters":{}}','[[1,{"loss":1.5,"accuracy":0.5},3.0],[2,{"loss":Infinity},2.5]]','第一轮
epoch 2',3,'[[5,1],[0,6]]');
INSERT INTO "runs" VALUES(2,'reviews','embedded','model = 1
','4015:boot:1','2026-03-14 12:00:00.000000','2026-03-14',NULL,0,NULL,NULL,'',NULL,0,0.0,0.0,NULL,NULL,NULL,'[]','',NULL,'[]');
CREATE TABLE sessions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	mode TEXT NOT NULL, 
	language TEXT NOT NULL, 
	started_at DATETIME NOT NULL, 
	local_day DATE NOT NULL, 
	ended_at DATETIME, 
	seed TEXT NOT NULL, 
	request TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	planned INTEGER NOT NULL, 
	time_limit_seconds DOUBLE, 
	elapsed_seconds DOUBLE NOT NULL, 
	hints_shown INTEGER NOT NULL
);
INSERT INTO "sessions" VALUES(1,'exam','zh','2026-03-14 12:00:00.000000','2026-03-14','2026-03-14 12:00:00.000000','1180591620717411303425','{"mode":"exam","topics":["cnn"],"levels":["senior"],"types":[],"question_ids":[],"count":5,"minutes":2.5,"sources":[]}','[{"question_id":"cnn-0","content_hash":"hash-0","shuffle_seed":0,"template_seed":null},{"question_id":"cnn-1","content_hash":"hash-1","shuffle_seed":1,"template_seed":null},{"question_id":"cnn-2","content_hash":"hash-2","shuffle_seed":2,"template_seed":null},{"question_id":"cnn-3","content_hash":"hash-3","shuffle_seed":3,"template_seed":null},{"question_id":"cnn-4","content_hash":"hash-4","shuffle_seed":4,"template_seed":null}]',5,150.0,99.5,2);
INSERT INTO "sessions" VALUES(2,'exam','zh','2026-03-14 12:00:00.000000','2026-03-14',NULL,'1180591620717411303425','{"mode":"exam","topics":["cnn"],"levels":["senior"],"types":[],"question_ids":[],"count":5,"minutes":2.5,"sources":[]}','[{"question_id":"cnn-0","content_hash":"hash-0","shuffle_seed":0,"template_seed":null},{"question_id":"cnn-1","content_hash":"hash-1","shuffle_seed":1,"template_seed":null},{"question_id":"cnn-2","content_hash":"hash-2","shuffle_seed":2,"template_seed":null},{"question_id":"cnn-3","content_hash":"hash-3","shuffle_seed":3,"template_seed":null},{"question_id":"cnn-4","content_hash":"hash-4","shuffle_seed":4,"template_seed":null}]',5,150.0,0.0,0);
CREATE INDEX ix_sessions_open ON sessions (id) WHERE ended_at IS NULL;
CREATE INDEX ix_runs_slug ON runs (slug);
CREATE INDEX ix_runs_local_day ON runs (local_day);
CREATE INDEX ix_runs_running ON runs (id) WHERE ended_at IS NULL;
CREATE INDEX ix_attempts_question ON attempts (question_id, undone_at, grade, score, answered_at);
CREATE UNIQUE INDEX uq_attempts_standing ON attempts (session_id, position) WHERE undone_at IS NULL;
CREATE INDEX ix_attempts_day ON attempts (local_day, undone_at, grade, score);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('sessions',2);
INSERT INTO "sqlite_sequence" VALUES('attempts',3);
INSERT INTO "sqlite_sequence" VALUES('runs',2);
COMMIT;
