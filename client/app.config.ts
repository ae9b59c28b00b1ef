// Only a web page has to be let in; in WeChat everybody is.
const webOnly = process.env.TARO_ENV === 'h5' ? ['sign-in/index'] : []

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/station/index',
    'pages/speak/index',
    'pages/sent/index',
    'pages/follow/index',
    'pages/case/index',
    'pages/me/index',
    'pages/inbox/index',
  ],
  subPackages: [
    { root: 'packages/account', pages: ['mine/index', 'approve/index', ...webOnly] },
    { root: 'packages/deputy', pages: ['home/index', 'note/index', 'slip/index', 'case/index'] },
    { root: 'packages/staff', pages: ['queue/index', 'case/index'] },
    { root: 'packages/unit', pages: ['queue/index', 'case/index'] },
    { root: 'packages/poll', pages: ['ready/index'] },
  ],
  window: {
    navigationBarTitleText: '直通车',
    navigationBarBackgroundColor: '#FAF7F2',
    navigationBarTextStyle: 'black',
    backgroundColor: '#FAF7F2',
    backgroundTextStyle: 'dark',
  },
  permission: { 'scope.userLocation': { desc: '只在您点“加上位置”时使用，用来说明事情发生在哪里' } },
  requiredPrivateInfos: ['chooseLocation'],
  // WeChat asks for consent itself before the first use of photos, microphone or place.
  __usePrivacyCheck__: true,
  lazyCodeLoading: 'requiredComponents',
})
