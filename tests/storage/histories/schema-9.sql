PRAGMA application_id = 1684828274;
PRAGMA user_version = 9;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0009');
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
	drawn TEXT, 
	CONSTRAINT fk_attempts_session_id FOREIGN KEY(session_id) REFERENCES sessions (id)
);
INSERT INTO "attempts" VALUES(1,1,0,'cnn-0','hash-0','0',NULL,'{"type":"single","option":"a"}','correct',1.0,'zh','sure',1,12.5,'2026-03-14 12:00:00.000000','2026-03-14',NULL,NULL);
INSERT INTO "attempts" VALUES(2,1,1,'cnn-1','hash-1','1','1180591620717411303424','{"type":"single","option":"a"}','correct',1.0,'zh','sure',1,12.5,'2026-03-14 12:00:00.000000','2026-03-14','2026-03-14 12:00:00.000000','{"version":3,"parameters":{"units":64,"rates":[0.1,0.5]}}');
INSERT INTO "attempts" VALUES(3,1,1,'cnn-1','hash-1','1',NULL,'{"type":"single","option":"a"}','partial',0.5,'zh',NULL,1,12.5,'2026-03-14 12:00:00.000000','2026-03-14',NULL,NULL);
CREATE TABLE card_checkpoints (
	source TEXT NOT NULL, 
	last_id INTEGER NOT NULL, 
	CONSTRAINT pk_card_checkpoints PRIMARY KEY (source)
);
INSERT INTO "card_checkpoints" VALUES('attempt',3);
INSERT INTO "card_checkpoints" VALUES('interview',2);
INSERT INTO "card_checkpoints" VALUES('run',2);
CREATE TABLE card_gaps (
	source TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	CONSTRAINT pk_card_gaps PRIMARY KEY (source, id)
);
INSERT INTO "card_gaps" VALUES('interview',2);
INSERT INTO "card_gaps" VALUES('run',2);
CREATE TABLE cards (
	kind TEXT NOT NULL, 
	id TEXT NOT NULL, 
	stability DOUBLE NOT NULL, 
	difficulty DOUBLE NOT NULL, 
	last_review DATETIME NOT NULL, 
	due DATETIME NOT NULL, 
	reviews INTEGER NOT NULL, 
	lapses INTEGER NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	last_rating TEXT NOT NULL, 
	confidently_wrong BOOLEAN NOT NULL, 
	last_id INTEGER NOT NULL, 
	CONSTRAINT pk_cards PRIMARY KEY (kind, id)
);
INSERT INTO "cards" VALUES('question','cnn-1',0.212,6.4133,'2026-03-14 12:00:00.000000','2026-03-15 12:00:00.000000',1,1,'2026-03-14','2026-03-14','again',0,3);
INSERT INTO "cards" VALUES('interview','mid-0',1.2931,5.11217070560105568688e+00,'2026-03-14 12:00:00.000000','2026-03-15 12:00:00.000000',1,0,'2026-03-14','2026-03-14','hard',1,1);
INSERT INTO "cards" VALUES('challenge','digits',2.3065,2.11810397045901588342e+00,'2026-03-14 12:00:00.000000','2026-03-16 12:00:00.000000',1,0,'2026-03-14','2026-03-14','good',0,1);
INSERT INTO "cards" VALUES('question','cnn-0',1.2931,5.11217070560105568688e+00,'2026-03-14 12:00:00.000000','2026-03-15 12:00:00.000000',1,0,'2026-03-14','2026-03-14','hard',0,1);
CREATE TABLE diagnoses (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	puzzle_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	line INTEGER NOT NULL, 
	said_kind TEXT NOT NULL, 
	said_line INTEGER NOT NULL, 
	said_at DATETIME NOT NULL, 
	local_day DATE NOT NULL
);
INSERT INTO "diagnoses" VALUES(1,'puzzle-1','wrong-loss',3,'softmax-twice',4,'2026-03-14 12:00:00.000000','2026-03-14');
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
CREATE TABLE interview_turns (
	interview_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	language TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	elapsed_seconds DOUBLE NOT NULL, 
	question_id TEXT, 
	point_id TEXT, 
	details TEXT, 
	CONSTRAINT pk_interview_turns PRIMARY KEY (interview_id, number), 
	CONSTRAINT fk_interview_turns_interview_id FOREIGN KEY(interview_id) REFERENCES interviews (id)
);
INSERT INTO "interview_turns" VALUES(1,0,'opening','opening 0','en','2026-03-14 12:00:00.000000',0.0,NULL,NULL,NULL);
INSERT INTO "interview_turns" VALUES(1,1,'question','问题
第二行','en','2026-03-14 12:00:00.000000',10.0,'mid-0',NULL,NULL);
INSERT INTO "interview_turns" VALUES(1,2,'command','command 2','en','2026-03-14 12:00:00.000000',20.0,'mid-0',NULL,'{"command":{"name":"lang","argument":"zh"}}');
INSERT INTO "interview_turns" VALUES(1,3,'reply','reply 3','en','2026-03-14 12:00:00.000000',30.0,'mid-0',NULL,NULL);
INSERT INTO "interview_turns" VALUES(1,4,'answer','answer 4','en','2026-03-14 12:00:00.000000',40.0,'mid-0',NULL,'{"grade":{"points":[{"id":"infer","weight":40.0,"status":"covered","credit":1.0,"confidence":0.75,"evidence":"词 words","span":[0,3],"say":{"zh":"说","en":"say"}},{"id":"train","weight":40.0,"status":"wrong","credit":0.0,"confidence":0.75,"evidence":"词 words","span":[0,3],"say":{"zh":"说","en":"say"}},{"id":"name","weight":20.0,"status":"maybe","credit":0.5,"confidence":0.75,"evidence":"词 words","span":[0,3],"say":{"zh":"说","en":"say"}}],"flags":["injection"],"abstained":false,"follow_up":"infer","grader":{"name":"marks","version":"1","embedder":"none"}}}');
INSERT INTO "interview_turns" VALUES(1,5,'follow-up','follow-up 5','en','2026-03-14 12:00:00.000000',50.0,'mid-0','train',NULL);
INSERT INTO "interview_turns" VALUES(1,6,'free-question','free-question 6','en','2026-03-14 12:00:00.000000',60.0,'mid-0',NULL,'{"passages":[{"text":"It drops units.","found":"question","place":"dropout-1","title":"Docs","url":"https://example.org"}]}');
INSERT INTO "interview_turns" VALUES(1,7,'settled','settled 7','en','2026-03-14 12:00:00.000000',70.0,'mid-0',NULL,'{"settled":{"infer":"covered","name":"missed"}}');
INSERT INTO "interview_turns" VALUES(1,8,'claim','claim 8','en','2026-03-14 12:00:00.000000',80.0,'mid-0','name',NULL);
INSERT INTO "interview_turns" VALUES(1,9,'handed-back','handed-back 9','en','2026-03-14 12:00:00.000000',90.0,NULL,NULL,'{"outcome":{"passed":true,"medal":"gold","run_id":3}}');
INSERT INTO "interview_turns" VALUES(2,0,'opening','opening 0','en','2026-03-14 12:00:00.000000',0.0,NULL,NULL,NULL);
CREATE TABLE interviews (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"plan" TEXT NOT NULL, 
	started_at DATETIME NOT NULL, 
	local_day DATE NOT NULL, 
	ended_at DATETIME, 
	draft TEXT NOT NULL, 
	score INTEGER, 
	bar TEXT
);
INSERT INTO "interviews" VALUES(1,'{"level":"mid","language":"zh","seed":1180591620717411303424,"role":"cv","topics":["cnn","nlp"],"minutes":45,"style":"strict","form":"loop","challenge":"digits","recent":["mid-0"],"opinions_from":""}','2026-03-14 12:00:00.000000','2026-03-14','2026-03-14 12:00:00.000000','',50,'lean-no');
INSERT INTO "interviews" VALUES(2,'{"level":"mid","language":"zh","seed":1180591620717411303424,"role":"cv","topics":["cnn","nlp"],"minutes":45,"style":"strict","form":"loop","challenge":"digits","recent":["mid-0"],"opinions_from":""}','2026-03-14 12:00:00.000000','2026-03-14',NULL,'typed and not sent',NULL,NULL);
CREATE TABLE rating_corrections (
	source TEXT NOT NULL, 
	id INTEGER NOT NULL, 
	rating TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_rating_corrections PRIMARY KEY (source, id)
);
INSERT INTO "rating_corrections" VALUES('attempt',1,'hard','2026-03-14 12:00:00.000000');
CREATE TABLE reset_attempts (
	reset_id INTEGER NOT NULL, 
	attempt_id INTEGER NOT NULL, 
	CONSTRAINT pk_reset_attempts PRIMARY KEY (reset_id, attempt_id), 
	CONSTRAINT fk_reset_attempts_reset_id FOREIGN KEY(reset_id) REFERENCES resets (id), 
	CONSTRAINT fk_reset_attempts_attempt_id FOREIGN KEY(attempt_id) REFERENCES attempts (id)
);
INSERT INTO "reset_attempts" VALUES(1,1);
CREATE TABLE resets (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	topic TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	local_day DATE NOT NULL, 
	undone_at DATETIME
);
INSERT INTO "resets" VALUES(1,'cnn','2026-03-14 12:00:00.000000','2026-03-14','2026-03-14 12:00:00.000000');
INSERT INTO "resets" VALUES(2,'other','2026-03-14 12:00:00.000000','2026-03-14',NULL);
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
	confusion TEXT NOT NULL, 
	details TEXT
);
INSERT INTO "runs" VALUES(1,'digits','embedded','model = 1
','4015:boot:1','2026-03-14 12:00:00.000000','2026-03-14','2026-03-14 12:00:00.000000',0,'PASS','silver','accuracy',0.9,2,30.5,55.0,'base','{"template":"{metric} is {value}.","parameters":{"metric":{"template":"Accuracy","parameters":{}},"value":0.9}}','{"template":"Train longer.","parameters":{}}','[[1,{"loss":1.5,"accuracy":0.5},3.0],[2,{"loss":Infinity},2.5]]','第一轮
epoch 2',3,'[[5,1],[0,6]]','{"checks":[["shape",true,null],["gradient",false,{"template":"off by {error:.1e}","parameters":{"error":0.25}}],["speed",null,null]],"budgets":[["parameters",48210.0,50000.0],["cost",Infinity,0.5]],"samples":[{"truth":"猫","predicted":"dog","score":0.98,"picture":{"width":2,"height":1,"channels":3,"pixels":"+vv8/f7/"},"text":""},{"truth":"1","predicted":"0","score":0.75,"picture":null,"text":"一点也不好"}],"seed_values":[0.88,0.9]}');
INSERT INTO "runs" VALUES(2,'reviews','embedded','model = 1
','4015:boot:1','2026-03-14 12:00:00.000000','2026-03-14',NULL,0,NULL,NULL,'',NULL,0,0.0,0.0,NULL,NULL,NULL,'[]','',NULL,'[]',NULL);
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
INSERT INTO "sessions" VALUES(1,'exam','zh','2026-03-14 12:00:00.000000','2026-03-14','2026-03-14 12:00:00.000000','1180591620717411303425','{"mode":"exam","topics":["cnn"],"levels":["senior"],"types":[],"question_ids":[],"count":5,"minutes":2.5,"sources":[],"success":0.7}','[{"question_id":"cnn-0","content_hash":"hash-0","shuffle_seed":0,"template_seed":null,"drawn":null},{"question_id":"cnn-1","content_hash":"hash-1","shuffle_seed":1,"template_seed":null,"drawn":null},{"question_id":"cnn-2","content_hash":"hash-2","shuffle_seed":2,"template_seed":null,"drawn":null},{"question_id":"cnn-3","content_hash":"hash-3","shuffle_seed":3,"template_seed":null,"drawn":null},{"question_id":"cnn-4","content_hash":"hash-4","shuffle_seed":4,"template_seed":null,"drawn":null}]',5,150.0,99.5,2);
INSERT INTO "sessions" VALUES(2,'exam','zh','2026-03-14 12:00:00.000000','2026-03-14',NULL,'1180591620717411303425','{"mode":"exam","topics":["cnn"],"levels":["senior"],"types":[],"question_ids":[],"count":5,"minutes":2.5,"sources":[],"success":0.7}','[{"question_id":"cnn-0","content_hash":"hash-0","shuffle_seed":0,"template_seed":null,"drawn":null},{"question_id":"cnn-1","content_hash":"hash-1","shuffle_seed":1,"template_seed":null,"drawn":null},{"question_id":"cnn-2","content_hash":"hash-2","shuffle_seed":2,"template_seed":null,"drawn":null},{"question_id":"cnn-3","content_hash":"hash-3","shuffle_seed":3,"template_seed":null,"drawn":null},{"question_id":"cnn-4","content_hash":"hash-4","shuffle_seed":4,"template_seed":null,"drawn":null}]',5,150.0,0.0,0);
CREATE INDEX ix_sessions_open ON sessions (id) WHERE ended_at IS NULL;
CREATE INDEX ix_runs_running ON runs (id) WHERE ended_at IS NULL;
CREATE INDEX ix_runs_local_day ON runs (local_day);
CREATE INDEX ix_runs_slug ON runs (slug);
CREATE INDEX ix_diagnoses_puzzle_id ON diagnoses (puzzle_id);
CREATE INDEX ix_interviews_open ON interviews (id) WHERE ended_at IS NULL;
CREATE INDEX ix_cards_due ON cards (due);
CREATE INDEX ix_attempts_day ON attempts (local_day, undone_at, grade, score);
CREATE UNIQUE INDEX uq_attempts_standing ON attempts (session_id, position) WHERE undone_at IS NULL;
CREATE INDEX ix_attempts_question ON attempts (question_id, undone_at, grade, score, answered_at);
CREATE INDEX ix_attempts_confidence ON attempts (confidence, undone_at, grade) WHERE confidence IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('sessions',2);
INSERT INTO "sqlite_sequence" VALUES('attempts',3);
INSERT INTO "sqlite_sequence" VALUES('runs',2);
INSERT INTO "sqlite_sequence" VALUES('diagnoses',1);
INSERT INTO "sqlite_sequence" VALUES('interviews',2);
INSERT INTO "sqlite_sequence" VALUES('resets',2);
COMMIT;
