export default definePageConfig({ navigationBarTitleText: '登录和我的资料', enablePullDownRefresh: true })
