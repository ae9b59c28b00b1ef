export default definePageConfig({ navigationBarTitleText: '直通车', enablePullDownRefresh: true })
