export default definePageConfig({ navigationBarTitleText: '办得怎么样了' })
