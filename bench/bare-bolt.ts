/** What Signalman is compared with: the smallest Bolt app that acknowledges `/release-status` and answers it. */
import { App, HTTPReceiver } from '@slack/bolt';

const { SLACK_BOT_TOKEN = '', SLACK_SIGNING_SECRET = '', SLACK_API_URL = '', PORT } = process.env;

const app = new App({
  token: SLACK_BOT_TOKEN,
  clientOptions: { slackApiUrl: SLACK_API_URL },
  receiver: new HTTPReceiver({
    signingSecret: SLACK_SIGNING_SECRET,
    customRoutes: [{ path: '/readyz', method: 'GET', handler: (_request, response) => void response.end() }],
  }),
});
app.command('/release-status', async ({ ack, respond }) => {
  await ack();
  await respond({ response_type: 'ephemeral', text: 'v2.0 is *GO*.' });
});
await app.start(Number(PORT));
