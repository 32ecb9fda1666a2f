// ByteDance's own SDK against a running sandbox: SANDBOX_URL names it. The SDK throws on a wrong JSON type, on a status
// other than 200 and on a code that is not zero, so a call that returns has passed its checks; the values are ours to check.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { before, test } from "node:test";

const require = createRequire(import.meta.url);
const tea = require("@alicloud/tea-typescript");
const sdk = require("@open-dy/open_api_sdk");
const util = require("@open-dy/open_api_util");

const base = process.env.SANDBOX_URL;
assert.ok(base, "set SANDBOX_URL to the address of a running sandbox");
const clientKey = process.env.SANDBOX_CLIENT_KEY ?? "sandbox-key";
const clientSecret = process.env.SANDBOX_CLIENT_SECRET ?? "sandbox-secret";
const scopes = "user_info,fans.data.bind,data.external.user,video.list.bind,fans.list,following.list,fans.check";

// The SDK's host is fixed; it looks `doAction` up at call time, so this is enough to send everything to the sandbox.
const send = tea.doAction;
tea.doAction = (request, runtime) => {
  request.protocol = "http";
  request.headers.host = new URL(base).host;
  return send(request, runtime);
};

const client = new sdk.default({ clientKey, clientSecret });
let creator;
let openId;
let tokens;

async function authorise() {
  const query = new URLSearchParams({
    client_key: clientKey,
    response_type: "code",
    scope: scopes,
    redirect_uri: "https://example.com/callback",
    state: "sdk",
    auto_consent: openId,
  });
  const answer = await fetch(`${base}/platform/oauth/connect/?${query}`, { redirect: "manual" });
  return new URL(answer.headers.get("location")).searchParams.get("code");
}

before(async () => {
  const creators = await (await fetch(`${base}/sandbox/creators`)).json();
  creator = creators.find((one) => one.story.lists && one.fans >= 1000);
  assert.ok(creator, "the sandbox needs a creator with lists and 1,000 fans");
  openId = creator.open_id;
  const request = new sdk.OauthAccessTokenRequest({ clientKey, clientSecret, grantType: "authorization_code", code: await authorise() });
  tokens = (await client.oauthAccessToken(request)).data;
  // The portrait is complete two days after the first consent, the series a day after.
  await fetch(`${base}/sandbox/clock?advance=${3 * 86400}`, { method: "POST" });
});

test("access token", () => {
  assert.equal(tokens.openId, openId);
  assert.equal(tokens.errorCode, "0");
  assert.match(tokens.accessToken, /^act\./);
  assert.equal(tokens.expiresIn, "1296000");
});

test("refresh, then renew", async () => {
  const { refreshToken } = tokens;
  const refreshed = (await client.oauthRefreshToken(new sdk.OauthRefreshTokenRequest({ clientKey, grantType: "refresh_token", refreshToken }))).data;
  assert.equal(refreshed.accessToken, tokens.accessToken);
  const renewed = (await client.oauthRenewRefreshToken(new sdk.OauthRenewRefreshTokenRequest({ clientKey, refreshToken }))).data;
  assert.notEqual(renewed.refreshToken, refreshToken);
  assert.equal(renewed.expiresIn, "2592000");
});

test("client token", async () => {
  const request = new sdk.OauthClientTokenRequest({ clientKey, clientSecret, grantType: "client_credential" });
  const { accessToken, expiresIn } = (await client.oauthClientToken(request)).data;
  assert.match(accessToken, /^clt\./);
  assert.equal(expiresIn, "7200");
});

test("userinfo", async () => {
  const answer = await client.oauthUserinfo(new sdk.OauthUserinfoRequest({ openId, accessToken: tokens.accessToken }));
  assert.equal(answer.data.openId, openId);
  assert.equal(answer.data.nickname, creator.nickname);
});

test("portrait", async () => {
  const answer = await client.userFansData(new sdk.UserFansDataRequest({ openId, accessToken: tokens.accessToken }));
  const { fansData } = answer.data;
  assert.ok(fansData.allFansNum >= 1000);
  assert.equal(fansData.ageDistributions.length, 5);
  assert.deepEqual(fansData.flowContributions.map((one) => one.flow), ["vv", "like_cnt", "comment_cnt", "share_video_cnt"]);
});

for (const [name, field] of [
  ["Fans", "totalFans"],
  ["Item", "newPlay"],
  ["Like", "newLike"],
  ["Comment", "newComment"],
  ["Share", "newShare"],
  ["Profile", "profileUv"],
]) {
  test(`series ${name}`, async () => {
    const request = new sdk[`User${name}Request`]({ openId, accessToken: tokens.accessToken, dateType: "7" });
    const rows = (await client[`user${name}`](request)).data.resultList;
    assert.ok(rows.length >= 6, `${rows.length} rows`);
    assert.ok(rows.every((row) => Number.isInteger(Number(row[field])) && /^\d{4}-\d\d-\d\d$/.test(row.date)), JSON.stringify(rows));
  });
}

test("works", async () => {
  const request = new sdk.VideoVideoListRequest({ openId, accessToken: tokens.accessToken, cursor: "0", count: 5 });
  const { list, hasMore } = (await client.videoVideoList(request)).data;
  assert.equal(list.length, 5);
  assert.equal(hasMore, true);
  assert.ok(list[1].statistics.playCount > 0, JSON.stringify(list[1]));
});

for (const path of ["/fans/list/", "/following/list/", "/fans/data/"]) {
  test(path, async () => {
    const request = {
      method: "GET",
      path,
      host: "open.douyin.com",
      header: { "access-token": tokens.accessToken },
      query: { open_id: openId, cursor: "0", count: "10" },
    };
    const { data, extra } = await client.commonOpenAPI(request);
    assert.equal(extra.error_code, 0);
    assert.ok(path === "/fans/data/" ? data.fans_data.all_fans_num > 0 : data.list.length > 0, JSON.stringify(data));
  });
}

test("fans/check tells a fan from somebody who is none, and refuses oneself", async () => {
  const list = await client.commonOpenAPI({
    method: "GET",
    path: "/fans/list/",
    host: "open.douyin.com",
    header: { "access-token": tokens.accessToken },
    query: { open_id: openId, cursor: "0", count: "1" },
  });
  const ask = (followerOpenId) => client.fansCheck(new sdk.FansCheckRequest({ openId, followerOpenId, accessToken: tokens.accessToken }));
  const fan = (await ask(list.data.list[0].open_id)).data;
  assert.equal(fan.isFollower, true);
  assert.ok(Number(fan.followTime) > 1_500_000_000, JSON.stringify(fan));
  assert.equal((await ask("nobody")).data.isFollower, false);
  await assert.rejects(ask(openId), (error) => String(error.code) === "2100006");
});

test("a refusal is thrown with the platform's code", async () => {
  const request = new sdk.UserFansDataRequest({ openId, accessToken: "act.forged" });
  await assert.rejects(client.userFansData(request), (error) => String(error.code) === "28001003");
});

test("the SDK reads our errors as errors", () => {
  assert.equal(util.default.getErrMessage('{"extra":{"error_code":28001003}}').err_no, 28001003);
});
