import pg from "pg"; import {readFileSync} from "node:fs";
const socket = readFileSync("/tmp/kring/perf/postgres/data/postmaster.pid","utf8").split("\n")[4];
const c=new pg.Client({host:socket,port:5432,user:"postgres",password:readFileSync("/tmp/kring/perf/postgres/superuser","utf8"),database:"kring"});await c.connect();
const sql = process.argv[2];
const r=await c.query(sql); for (const one of [r].flat()) console.log(one.rows.map(x=>Object.values(x).map(v=>v instanceof Object&&!(v instanceof Date)?JSON.stringify(v):String(v).slice(0,Number(process.argv[3]??180))).join(" | ")).join("\n")); await c.end();
