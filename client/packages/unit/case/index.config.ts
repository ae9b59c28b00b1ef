export default definePageConfig({ navigationBarTitleText: '承办详情', enablePullDownRefresh: true })
