export default definePageConfig({ navigationBarTitleText: '代表家站', enablePullDownRefresh: true })
